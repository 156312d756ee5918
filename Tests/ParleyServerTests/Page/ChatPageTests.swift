import Foundation
import Testing

@testable import ParleyServer

struct ChatPageTests {
  /// The files as they lie in the sources.
  private var folder: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/CChatPage/Files")
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try #require(ChatPage.asset(for: path)).bytes, as: UTF8.self)
  }

  @Test func servesEveryFileAsItIs() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.count > 10)
    for name in names {
      let path = name == "index.html" ? "/" : "/\(name)"
      let asset = try #require(ChatPage.asset(for: path), "\(name) has no line in chat_page.c")
      #expect(
        try Data(contentsOf: folder.appendingPathComponent(name)) == Data(asset.bytes), "\(name)")
    }
    #expect(ChatPage.paths.count == names.count + 1)
  }

  @Test(arguments: [
    ("/", "text/html; charset=utf-8"), ("/page.js", "text/javascript; charset=utf-8"),
    ("/theme.css", "text/css; charset=utf-8"), ("/icon.svg", "image/svg+xml"),
    ("/favicon.ico", "image/svg+xml"),
  ])
  func namesTheContentType(path: String, type: String) {
    #expect(ChatPage.asset(for: path)?.contentType == type)
  }

  @Test func tagsChangeWithTheBytes() throws {
    let page = try #require(ChatPage.asset(for: "/"))
    let script = try #require(ChatPage.asset(for: "/page.js"))
    #expect(page.etag != script.etag)
    #expect(page.etag.hasPrefix("\"") && page.etag.hasSuffix("\"") && page.etag.count == 34)
    #expect(page == ChatPage.asset(for: "/"))
  }

  @Test(arguments: ["", "//", "/index.html", "/../config.yaml", "/page.js/", "page.js", "/PAGE.JS"])
  func servesNothingElse(path: String) {
    #expect(ChatPage.asset(for: path) == nil)
  }

  /// Every path that the page and its scripts load is there, and none leads outside.
  @Test func loadsOnlyWhatIsServed() throws {
    let page = try text("/")
    for match in page.matches(of: /(?:src|href)="([^"#]+)"/) {
      #expect(ChatPage.asset(for: String(match.1)) != nil, "\(match.1)")
    }
    for path in ChatPage.paths where path.hasSuffix(".js") {
      for match in try text(path).matches(of: /from "\.(\/[^"]+)"/) {
        #expect(ChatPage.asset(for: String(match.1)) != nil, "\(path) imports \(match.1)")
      }
    }
  }

  /// What the policy would refuse: inline scripts, styles and handlers.
  @Test func hasNothingInline() throws {
    let page = try text("/")
    #expect(!page.contains(/<script(?![^>]*src=)/))
    #expect(!page.contains(/<style|\sstyle=|\son[a-z]+=/))
    #expect(!ChatPage.contentSecurityPolicy.contains("unsafe"))
  }
}

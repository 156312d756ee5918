import CChatPage
import ParleyCrypto

/// The chat page at `/`: its files, which are part of the program.
package enum ChatPage {
  /// The policy that the page works under; it needs nothing from elsewhere and nothing inline.
  package static let contentSecurityPolicy = """
    default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
    font-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'
    """

  /// What a request path names: `/` the page itself, `/page.js` and so on the files that it loads;
  /// `nil` for any other path.
  package static func asset(for path: String) -> PageAsset? {
    assets[path]
  }

  /// Every path that is served, sorted.
  package static var paths: [String] { assets.keys.sorted() }

  private static let assets: [String: PageAsset] = {
    var assets: [String: PageAsset] = [:]
    var index = 0
    while let file = chat_page_file_at(index)?.pointee {
      index += 1
      guard let start = file.name, let type = contentType(of: String(cString: start)) else {
        continue
      }
      let name = String(cString: start)
      let bytes = Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
      let asset = PageAsset(
        contentType: type, bytes: bytes, etag: "\"\(ContentHash.hex(of: bytes))\"")
      assets[name == "index.html" ? "/" : "/\(name)"] = asset
      // Browsers ask for this name whatever the page says.
      if name == "icon.svg" { assets["/favicon.ico"] = asset }
    }
    return assets
  }()

  private static func contentType(of name: String) -> String? {
    switch name.split(separator: ".").last {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "svg": "image/svg+xml"
    default: nil
    }
  }
}

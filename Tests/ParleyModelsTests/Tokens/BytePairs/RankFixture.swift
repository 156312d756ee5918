import Foundation
import ParleyModels

/// Small files of ranks, and those of OpenAI when they are there.
enum RankFixture {
  /// Every single byte in order, then these tokens.
  static func lines(_ tokens: [String]) -> [String] {
    let all = (0...UInt8.max).map { [$0] } + tokens.map { Array($0.utf8) }
    return all.enumerated().map { Data($1).base64EncodedString() + " \($0)" }
  }

  static func content(_ lines: [String]) -> [UInt8] {
    Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  static func tokenizer(_ tokens: [String]) throws -> BytePairTokenizer {
    BytePairTokenizer(
      try RankFile.parse(content(lines(tokens)), encoding: .cl100k), encoding: .cl100k)
  }

  /// OpenAI's own: `NAME.tiktoken` in the folder that PARLEY_TOKENIZERS names, or as the Python
  /// package litellm in the tests' virtual environment has them.
  static func published(_ encoding: TokenEncoding) throws -> BytePairTokenizer? {
    guard let file = file(of: encoding) else { return nil }
    let content = Array(try Data(contentsOf: file))
    return BytePairTokenizer(
      try RankFile.parse(content, encoding: encoding), encoding: encoding)
  }

  static let areThere: Bool = {
    let areThere = TokenEncoding.allCases.allSatisfy { file(of: $0) != nil }
    if !areThere {
      print(
        "NO TOKENIZERS: token counts are not compared with tiktoken's. Set PARLEY_TOKENIZERS to a folder with o200k_base.tiktoken and cl100k_base.tiktoken, or install litellm into .venv."
      )
    }
    return areThere
  }()

  private static func file(of encoding: TokenEncoding) -> URL? {
    candidates(encoding).first { FileManager.default.isReadableFile(atPath: $0.path) }
  }

  private static func candidates(_ encoding: TokenEncoding) -> [URL] {
    if let folder = ProcessInfo.processInfo.environment["PARLEY_TOKENIZERS"] {
      return [URL(fileURLWithPath: folder).appendingPathComponent("\(encoding.rawValue).tiktoken")]
    }
    // litellm keeps them under the hashes of their addresses, as tiktoken's cache does.
    let name =
      switch encoding {
      case .cl100k: "9b5ad71b2ce5302211f9c61530b329a4922fc6a4"
      case .o200k: "fb374d419588a4632f3f557e76b4b70aebbca790"
      }
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<5 { root.deleteLastPathComponent() }
    let libraries = root.appendingPathComponent(".venv/lib")
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: libraries.path)) ?? []
    return versions.map {
      libraries.appendingPathComponent(
        "\($0)/site-packages/litellm/litellm_core_utils/tokenizers/\(name)")
    }
  }
}

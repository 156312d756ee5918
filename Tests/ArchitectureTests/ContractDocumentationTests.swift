import Foundation
import Testing

/// Everything that authors of plugins can see is explained where they see it.
struct ContractDocumentationTests {
  private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources/ParleyPlugin")

  /// Members that say what the protocol they belong to says.
  private let witnesses = [
    "public var description:", "public static func <", "public init(from decoder:",
  ]

  @Test func everyPublicDeclarationIsDocumented() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.count > 10)
    for file in files where file.hasSuffix(".swift") {
      let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      let missing = undocumented(text.components(separatedBy: "\n"))
      #expect(missing.isEmpty, "\(file): no doc comment above \(missing)")
    }
  }

  @Test func theScanFindsWhatIsMissing() {
    let lines = """
      /// Documented.
      public struct A {
        public var bare: Int
        /// Documented.
        @available(*, deprecated)
        public var told: Int
        public init(bare: Int, told: Int) {
          self.bare = bare
          self.told = told
        }
        public init(_ text: String) {
          self.init(bare: 1, told: 2)
        }
        public enum B {
          case one
        }
      }
      """
    #expect(
      undocumented(lines.components(separatedBy: "\n")) == [
        "public var bare: Int", "public init(_ text: String) {", "public enum B {", "case one",
      ])
  }

  private func undocumented(_ lines: [String]) -> [String] {
    var missing: [String] = []
    for (number, line) in lines.enumerated() {
      let line = line.trimmingCharacters(in: .whitespaces)
      guard isDeclaration(line), !witnesses.contains(where: line.hasPrefix),
        !isMemberwise(lines[number...])
      else { continue }
      let above = lines[..<number].reversed().map { $0.trimmingCharacters(in: .whitespaces) }
        .first { !$0.hasPrefix("@") }
      if above?.hasPrefix("///") != true { missing.append(line) }
    }
    return missing
  }

  /// Whether a line declares something public: by the word, or as a case of an enumeration (those of
  /// a `switch` begin with a dot, a quote or a keyword).
  private func isDeclaration(_ line: String) -> Bool {
    if line.hasPrefix("case ") {
      let name = line.dropFirst(5)
      return name.first?.isLetter == true && !name.hasPrefix("let ") && !name.hasPrefix("is ")
    }
    let words = line.split(separator: " ").prefix(3)
    return words.contains("public") && !words.contains("import") && !words.contains("extension")
  }

  /// An initializer that only stores its parameters, which are documented as properties.
  private func isMemberwise(_ lines: ArraySlice<String>) -> Bool {
    let trimmed = lines.map { $0.trimmingCharacters(in: .whitespaces) }
    guard trimmed.first?.hasPrefix("public init(") == true,
      let start = trimmed.firstIndex(where: { $0.hasSuffix("{") }),
      let end = trimmed.firstIndex(of: "}"), start < end
    else { return false }
    return trimmed[(start + 1)..<end].allSatisfy { $0.hasPrefix("self.") && !$0.contains("(") }
  }
}

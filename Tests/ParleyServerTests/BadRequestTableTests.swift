import Foundation
import Testing

/// `docs/bad-requests.md` and the tests that carry its numbers.
struct BadRequestTableTests {
  private var repository: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: repository.appendingPathComponent(path)), as: UTF8.self)
  }

  /// The numbers that names of tests begin with: `"H18, H19: …"`.
  private func tested(in folder: String) throws -> Set<String> {
    var numbers: Set<String> = []
    for file in try FileManager.default.subpathsOfDirectory(
      atPath: repository.appendingPathComponent(folder).path)
    where file.hasSuffix(".swift") || file.hasSuffix(".py") {
      for match in try text("\(folder)/\(file)").matches(of: #/"(H\d+(?:, H\d+)*): /#) {
        for number in match.1.split(separator: ", ") { numbers.insert(String(number)) }
      }
    }
    return numbers
  }

  @Test func everyRowHasItsTestAndEveryNumberItsRow() throws {
    let rows = try text("docs/bad-requests.md").matches(of: #/\n\| (H\d+) \|/#).map { String($0.1) }
    #expect(rows.count == 42 && Set(rows).count == rows.count)
    let tested = try tested(in: "Tests/ParleyServerTests").union(tested(in: "Tests/EndToEnd"))
    #expect(Set(rows).subtracting(tested).sorted() == [])
    #expect(tested.subtracting(rows).sorted() == [])
  }
}

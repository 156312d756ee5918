import ParleyConfig
import Testing

@Suite struct YAMLItemsTests {
  /// Reads a text in small bites, as a slow file would give it.
  private func items(
    _ text: String, limits: YAMLLimits = .item, bite: Int = 7
  ) throws -> YAMLItems {
    let bytes = Array(text.utf8)
    var position = 0
    return try YAMLItems(limits: limits) { target in
      let count = min(bite, target.count, bytes.count - position)
      target.copyBytes(from: bytes[position..<(position + count)])
      position += count
      return count
    }
  }

  /// What comes out: the text of each item's first value, or the error.
  private func read(_ items: YAMLItems) -> [String] {
    var items = items
    var results: [String] = []
    while !items.hasEnded {
      do throws(YAMLError) {
        guard let item = try items.next() else { break }
        results.append(item.entries?.first?.value.text ?? item.text ?? "?")
      } catch {
        results.append(error.description)
      }
    }
    return results
  }

  @Test func givesItemsOneByOne() throws {
    #expect(try read(items("- id: a\n- id: b\n- c\n")) == ["a", "b", "c"])
  }

  @Test func aMappingAtTheTopIsOneItem() throws {
    #expect(try read(items("id: a\ntitle: b\n")) == ["a"])
  }

  @Test(arguments: ["", "# nothing\n", "---\n...\n", "[]"])
  func anEmptyFileHasNoItems(_ text: String) throws {
    #expect(try read(items(text)) == [])
  }

  @Test func textAtTheTopIsAnError() throws {
    #expect(
      try read(items("hello\n"))
        == ["1:1: expected a list of items ('- …') or one mapping at the top"])
  }

  @Test func goesOnAfterARefusedItem() throws {
    let text = """
      - id: a
      - id: b
        id: c
        more: [{x: *y}, {z: &z 1}]
      - *alias
      - !!set {q}
      - id: d
      """
    let results = try read(items(text))
    #expect(results.count == 5)
    #expect(results.first == "a")
    #expect(results[1] == "3:3: key 'id' stands twice: in line 2 and in line 3")
    #expect(results[2].hasPrefix("5:3: aliases are not supported"))
    #expect(results[3].hasPrefix("6:3: tags are not supported ('!!set')"))
    #expect(results.last == "d")
  }

  @Test func anItemBeyondItsLimitsIsPassedBy() throws {
    let long = String(repeating: "x", count: 300)
    let limits = YAMLLimits(bytes: 200, depth: 4, nodes: 10)
    let text = "- id: a\n- id: \(long)\n- id: [1, 2, 3, 4, 5, 6, 7, 8, 9]\n- id: d\n"
    let results = try read(items(text, limits: limits))
    #expect(
      results == [
        "a", "2:7: this item is larger than 200 bytes", "3:29: this item has more than 10 values",
        "d",
      ])
  }

  @Test func aSyntaxErrorEndsTheStream() throws {
    #expect(
      try read(items("- id: a\n- id: \"b\n- id: c\n"))
        == ["a", "4:1: the quote that opens at 2:7 is never closed"])
  }

  @Test func aFaultOfEncodingComesAfterTheGoodItems() throws {
    let results = try read(items("- id: a\n- id: b\n- id: \u{1}\n", bite: 4096))
    #expect(results == ["a", "b", "3:7: byte 22: control character 0x01 is not allowed"])
  }

  @Test func aFailingReadTellsWhy() throws {
    struct Broken: Error, CustomStringConvertible { var description: String { "cable is out" } }
    var items = try YAMLItems { _ in throw Broken() }
    let error = #expect(throws: YAMLError.self) { _ = try items.next() }
    #expect(error?.message == "cable is out")
    #expect(items.hasEnded)
  }

  @Test func aLargeFileIsReadPieceByPiece() throws {
    var sent = 0
    let line = Array("- {id: a, text: some words that stand for a record}\n".utf8)
    let lines = 20_000
    var items = try YAMLItems { target in
      guard sent < lines else { return 0 }
      let count = min(target.count / line.count, lines - sent)
      for index in 0..<count {
        UnsafeMutableRawBufferPointer(rebasing: target[(index * line.count)...])
          .copyBytes(from: line)
      }
      sent += count
      return count * line.count
    }
    _ = try items.next()
    #expect(sent < 2000)
    while try items.next() != nil {}
    #expect(items.count == lines)
  }

  @Test func listsInOneLineAreItemsToo() throws {
    let json =
      "[" + (0..<2000).map { #"{"id":"r\#($0)","tags":["a","b"]}"# }.joined(separator: ",") + "]"
    let results = try read(items(json, bite: 1000))
    #expect(results.count == 2000)
    #expect(results.last == "r1999")
  }

  @Test func aFolderIsNoFileOfItems() {
    let error = #expect(throws: FileError.self) { _ = try YAMLItems(path: "/tmp") }
    #expect(error?.description == "/tmp: Is a directory")
  }

  @Test func aQuoteThatNeverClosesIsGivenUpInTime() throws {
    var sent = 0
    var items = try YAMLItems { target in
      let text = sent == 0 ? Array("- \"".utf8) : [UInt8](repeating: 0x78, count: target.count)
      target.copyBytes(from: text)
      sent += text.count
      return text.count
    }
    let error = #expect(throws: YAMLError.self) { _ = try items.next() }
    #expect(error?.message == "a value of more than 16 MiB; is a quote missing?")
    #expect(sent < 17 << 20)
  }

  @Test func aMissingFileIsNamed() {
    let error = #expect(throws: FileError.self) { _ = try YAMLItems(path: "nowhere/books.yaml") }
    #expect(error?.description == "nowhere/books.yaml: No such file or directory")
  }
}

import ParleyPlugin
import Testing

@Suite struct ByteSizeTests {
  @Test(arguments: [
    ("0", 0), ("4096", 4096), ("512KiB", 512 << 10), ("64MiB", 64 << 20), ("2GiB", 2 << 30),
    ("1TiB", 1 << 40), ("10KB", 10_000), ("5MB", 5_000_000),
  ])
  func readsSizes(text: String, bytes: Int) {
    #expect(ByteSize(text)?.bytes == bytes)
  }

  @Test(arguments: ["", "MiB", "-1", "1.5MiB", "1 MiB", "1mib", "1MiBs", "9999999999TiB", "１KiB"])
  func refusesTheRest(text: String) {
    #expect(ByteSize(text) == nil)
  }

  @Test(arguments: [(0, "0"), (1000, "1000"), (1024, "1KiB"), (3 << 20, "3MiB"), (1025, "1025")])
  func isWrittenInTheLargestUnit(bytes: Int, text: String) {
    #expect("\(ByteSize(bytes: bytes))" == text)
  }

  @Test func isReadFromTextsAndNumbers() throws {
    let sizes: [ByteSize] = try JSONValue.array(["64MiB", 1024]).decoded()
    #expect(sizes.map(\.bytes) == [64 << 20, 1024])
  }
}

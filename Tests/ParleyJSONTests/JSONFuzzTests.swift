import ParleyJSON
import ParleyPlugin
import Testing

@Suite struct JSONFuzzTests {
  /// Whatever the bytes: a value that can be written and read again, or an offset inside them.
  @Test func mutatedDocumentsParseOrFailWithAnOffset() {
    var generator = SeededGenerator(seed: 1)
    var accepted = 0
    for _ in 0..<10_000 {
      var bytes = JSONWriter.bytes(generator.document(depth: 4))
      mutate(&bytes, with: &generator)
      do throws(JSONError) {
        let value = try JSONParser.parse(bytes)
        let again = try JSONParser.parse(JSONWriter.bytes(value))
        #expect(again == value)
        accepted += 1
      } catch {
        #expect((0...bytes.count).contains(error.offset))
        #expect(!error.description.isEmpty)
      }
    }
    #expect((100..<9900).contains(accepted), "the mutations exercise both outcomes")
  }

  private func mutate(_ bytes: inout [UInt8], with generator: inout SeededGenerator) {
    let interesting = Array("\"\\[]{},:u0dD8eE+-. \n\t/".utf8) + [0, 0x80, 0xC3, 0xED, 0xFF]
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let place = Int.random(in: 0...bytes.count, using: &generator)
      let byte = interesting.randomElement(using: &generator) ?? 0
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes.insert(byte, at: place)
      case 1 where place < bytes.count: bytes.remove(at: place)
      case 2 where place < bytes.count: bytes[place] = byte
      default: bytes.insert(contentsOf: bytes[..<place], at: bytes.count)
      }
    }
  }
}

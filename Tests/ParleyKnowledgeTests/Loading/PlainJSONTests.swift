import ParleyJSON
import ParleyPlugin
import Testing

@testable import ParleyKnowledge

/// What is read straight from the buffer is what the parser would have read.
struct PlainJSONTests {
  static let documents = [
    #"{}"#, #"{"id":"a","title":"Lamp"}"#, #"{ "b" : 1 , "a" : [ 1, "x", null, true, {} ] }"#,
    #"{"price": 19.90, "stock": -3, "n": 0, "m": -0, "z": 007, "e": 1e3, "f": 0.10}"#,
    #"{"price": 19.90, "stock": -3, "n": 0, "f": 0.10, "g": 123456789.25, "h": -1.0}"#,
    #"{"long": 12345678901234567890}"#, #"{"long": 0.1234567890123456789}"#, #"{"n": 1.}"#,
    #"{"t": "a\"b\\c\/d\n\t\r\u00e9\ud83d\ude00"}"#, #"{"t": "\ud83d"}"#, #"{"t": "\u0000"}"#,
    #"{"t": "\b"}"#, #"{"t": "\q"}"#, #"{"t": "Größe 赤"}"#, #"{"größe": 1}"#, #"{"a\u0062": 1}"#,
    #"{"a": 1, "a": 2}"#, #"{"a": {"a": 1, "b": {"c": []}}}"#, #"{"a": 1,}"#, #"{"a" 1}"#,
    #"{"a": [1, 2,]}"#, #"{"a": tru}"#, #"{"": 1}"#, #"{"a": ""}"#, #"{"b":1,"a":2,"c":3,"B":4}"#,
    "{\"a\": \"\u{7f}\"}", "{\"a\": \"x\ty\"}", "{\"a\":\n[\n1\n]\n}",
    #"{"a":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}"#,
  ]

  @Test(arguments: documents)
  func documentsAreReadAsTheParserDoes(document: String) {
    check(Array(document.utf8))
    for cut in document.utf8.indices {
      check(Array(document.utf8[..<cut]))
    }
  }

  @Test func changedDocumentsAreReadAsTheParserDoes() {
    let bytes: [UInt8] = Array("{}[]\",:\\u0129.-e x\n".utf8) + [0, 0x1F, 0x7F, 0x80, 0xC3, 0xFF]
    for document in Self.documents {
      for place in 0..<document.utf8.count {
        for byte in bytes {
          var changed = Array(document.utf8)
          changed[place] = byte
          check(changed)
        }
      }
    }
  }

  @Test func theUsualRecordIsReadAtOnce() {
    let usual = Array(
      #"{"id": "a", "price": 9.5, "tags": ["x", "y"], "care": {"wash": "30 °C"}}"#.utf8)
    #expect(read(usual)?.columns.count == 4)
    #expect(read(usual)?.length == usual.count)
  }

  private func read(_ bytes: [UInt8]) -> (columns: [RawColumn], length: Int)? {
    bytes.withUnsafeBufferPointer { bytes in
      var reader = PlainJSON(bytes, line: 7)
      return reader.object().map { ($0, reader.position) }
    }
  }

  private func check(_ bytes: [UInt8]) {
    guard let (columns, length) = read(bytes) else { return }
    do {
      let value = try JSONParser.parse(
        Array(bytes[..<length]), limits: JSONLimits(bytes: 1 << 20, depth: 32))
      let expected = JSONSourceReader.columns(of: value.object ?? [:], line: 7)
      #expect(columns == expected, "\(String(decoding: bytes, as: UTF8.self))")
    } catch {
      Issue.record("\(String(decoding: bytes, as: UTF8.self)): \(error)")
    }
  }
}

import ParleyJSON
import ParleyPlugin

/// One event of a stream, as the HTML standard's event streams write it.
struct ServerSentEvent: Sendable {
  var id: String?
  var name: String?
  /// One line: ``JSONWriter`` writes no line breaks.
  var data: String

  init(id: String? = nil, name: String? = nil, data: String) {
    self.id = id
    self.name = name
    self.data = data
  }

  init(id: String, _ name: String, _ json: JSONValue) {
    self.init(id: id, name: name, data: JSONWriter.string(json))
  }

  var bytes: [UInt8] {
    var text = ""
    if let id { text += "id: \(id)\n" }
    if let name { text += "event: \(name)\n" }
    return Array((text + "data: \(data)\n\n").utf8)
  }

  /// Keeps a silent connection open; readers skip it.
  static let heartbeat = Array(": waiting\n\n".utf8)
}

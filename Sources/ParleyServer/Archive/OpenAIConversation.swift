import ParleyDomain
import ParleyPlugin

/// One conversation of OpenAI's data export: `{title, create_time, update_time, current_node,
/// mapping{id: {id, parent, children[], message?}}}`.
///
/// A message has `author.role` and `content.parts[]`. Nodes without words (the root, calls of tools,
/// pictures) are passed over; what goes on from them hangs on what was before. Edits and repeated
/// answers come along as versions.
struct OpenAIConversation {
  private let json: JSONValue
  private let place: String
  private let reading: ChatImport
  private let nodes: [String: JSONValue]

  init(
    _ json: JSONValue, at place: String, _ reading: ChatImport
  ) throws(ChatImportError) {
    guard let nodes = json["mapping"]?.object else {
      throw ChatImportError(place + "/mapping", "expected an object of messages by id")
    }
    guard nodes.count <= ChatImport.mostMessages else {
      throw ChatImportError(
        place + "/mapping", "\(nodes.count) messages; the limit is \(ChatImport.mostMessages)")
    }
    self.json = json
    self.place = place
    self.reading = reading
    self.nodes = nodes
  }

  var hasMessages: Bool { nodes.values.contains { words(of: $0) != nil } }

  func chat() throws(ChatImportError) -> ArchivedChat {
    let created = time(json["create_time"]) ?? reading.now
    var messages: [StoredMessage] = []
    /// The message that a node's successors hang on.
    var stands: [String: MessageID?] = [:]
    for id in try order() {
      guard let node = nodes[id] else { continue }
      let parent = node["parent"]?.string.flatMap { stands[$0] } ?? nil
      guard let (role, text) = words(of: node) else {
        stands[id] = parent
        continue
      }
      let message = StoredMessage(
        id: MessageID(reading.names.next()), chat: ChatID(""), parent: parent, role: role,
        content: text, status: .complete,
        model: node["message"]?["metadata"]?["model_slug"]?.string,
        createdAt: time(node["message"]?["create_time"]) ?? created)
      stands[id] = message.id
      messages.append(message)
    }
    guard !messages.isEmpty else {
      throw ChatImportError(place + "/mapping", "there is no message with words in it")
    }
    let leaf = json["current_node"]?.string.flatMap { stands[$0] } ?? nil
    return reading.archive(
      id: nil, title: json["title"]?.string, persona: nil, from: created,
      to: time(json["update_time"]) ?? created, leaf: leaf, messages: messages)
  }

  /// The nodes with parents before children, and children in the order in which they are listed. Throws
  /// when some hang on themselves.
  private func order() throws(ChatImportError) -> [String] {
    var order: [String] = []
    var seen: Set<String> = []
    var open = nodes.keys.filter { id in
      nodes[id]?["parent"]?.string.flatMap { nodes[$0] } == nil
    }.sorted(by: >)
    while let id = open.popLast() {
      guard seen.insert(id).inserted else { continue }
      order.append(id)
      let listed = nodes[id]?["children"]?.array?.compactMap(\.string) ?? []
      open += listed.filter { nodes[$0]?["parent"]?.string == id }.reversed()
    }
    guard order.count == nodes.count else {
      throw ChatImportError(
        place + "/mapping",
        "\(nodes.count - order.count) of its messages do not hang together with the first one")
    }
    return order
  }

  /// Who says what in a node; `nil` when nobody says a word.
  private func words(of node: JSONValue) -> (Role, String)? {
    guard let message = node["message"], let content = message["content"],
      let role = message["author"]?["role"]?.string.flatMap(Role.init(rawValue:)),
      message["metadata"]?["is_visually_hidden_from_conversation"]?.boolean != true
    else { return nil }
    let parts = content["parts"]?.array?.compactMap(\.string) ?? []
    let text = parts.isEmpty ? content["text"]?.string ?? "" : parts.joined(separator: "\n\n")
    return text.isEmpty ? nil : (role, text)
  }

  /// Seconds since 1970, with decimals.
  private func time(_ value: JSONValue?) -> Timestamp? {
    switch value {
    case .integer(let seconds):
      Timestamp(milliseconds: 0).advanced(by: .seconds(seconds))
    case .number(let seconds) where abs(seconds) < 1e11:
      Timestamp(milliseconds: Int64(seconds * 1000))
    default: nil
    }
  }
}

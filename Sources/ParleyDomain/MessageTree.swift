package import ParleyPlugin

/// The messages of a chat as a tree by parent: versions of a message are siblings, and a conversation
/// is the path from a message without a parent to a leaf.
package struct MessageTree: Sendable {
  private let messages: [StoredMessage]
  private let places: [MessageID: Int]
  private var children: [MessageID?: [Int]] = [:]

  /// - Parameter messages: In the order in which they were stored, so that parents come first.
  package init(_ messages: [StoredMessage]) {
    self.messages = messages
    places = Dictionary(
      messages.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    for (place, message) in messages.enumerated() {
      children[message.parent, default: []].append(place)
    }
  }

  /// The messages that lead to a leaf, oldest first, the leaf last; empty when it is not there.
  package func path(to leaf: MessageID?) -> [StoredMessage] {
    var path: [StoredMessage] = []
    var next = leaf.flatMap { places[$0] }
    while let place = next, path.count < messages.count {
      path.append(messages[place])
      next = messages[place].parent.flatMap { places[$0] }
    }
    return path.reversed()
  }

  /// The newest message that goes on from this one without an answer of its own; itself when there is
  /// none, `nil` when it is not there.
  package func newestLeaf(below message: MessageID) -> MessageID? {
    guard var place = places[message] else { return nil }
    while let next = children[messages[place].id]?.last, next > place { place = next }
    return messages[place].id
  }

  /// The versions of a message in the order in which they were made, itself among them.
  package func versions(of message: MessageID) -> [MessageID] {
    guard let place = places[message] else { return [] }
    return (children[messages[place].parent] ?? [])
      .filter { messages[$0].role == messages[place].role }.map { messages[$0].id }
  }
}

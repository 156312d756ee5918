package import ParleyPlugin

/// A job or a delivery that is not done, as operators see it.
package struct BacklogItem: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable {
    case job
    case delivery
  }

  package var kind: Kind
  package var id: String
  /// The entry of the plugin.
  package var plugin: String
  package var chat: ChatID
  package var status: Job.Status
  package var attempts: Int
  /// Not before this time.
  package var dueAt: Timestamp
  /// Why the last try failed.
  package var failure: String?

  package init(
    kind: Kind, id: String, plugin: String, chat: ChatID, status: Job.Status, attempts: Int,
    dueAt: Timestamp, failure: String?
  ) {
    self.kind = kind
    self.id = id
    self.plugin = plugin
    self.chat = chat
    self.status = status
    self.attempts = attempts
    self.dueAt = dueAt
    self.failure = failure
  }
}

/// What is still to be done after turns. For operators: it spans all owners and shows no text of
/// theirs.
package protocol Backlog: Sendable {
  /// Jobs and deliveries that are dead or wait, the dead ones first, then by when they are due.
  func backlog(limit: Int) async throws -> [BacklogItem]

  /// Lets a dead job or delivery be tried again from now on, with all its tries; every dead one when
  /// `id` is `nil`. Returns how many there were.
  func retry(_ id: String?, at now: Timestamp) async throws -> Int
}

extension BacklogItem {
  /// The item as `parley jobs list --json` prints it.
  package var json: JSONValue {
    [
      "kind": .string(kind.rawValue), "id": .string(id), "plugin": .string(plugin),
      "chat_id": .string(chat.rawValue), "status": .string(status.rawValue),
      "attempts": .integer(attempts), "due_at": .string(dueAt.description),
      "failure": failure.map(JSONValue.string) ?? .null,
    ]
  }
}

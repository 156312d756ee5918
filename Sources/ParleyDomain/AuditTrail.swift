package import ParleyPlugin

/// Something that was done to what is kept: who did what to what. Never holds text of a message.
package struct AuditRecord: Sendable, Hashable {
  /// Counts upwards; no number is used twice.
  package var number: Int
  package var at: Timestamp
  /// An owner, or `parley` for what it does by itself.
  package var actor: String
  /// For example `chat.delete`.
  package var action: String
  package var subject: String
  package var detail: String
  /// Over this record and the hash of the one before.
  package var hash: String

  package init(
    number: Int, at: Timestamp, actor: String, action: String, subject: String, detail: String,
    hash: String
  ) {
    self.number = number
    self.at = at
    self.actor = actor
    self.action = action
    self.subject = subject
    self.detail = detail
    self.hash = hash
  }
}

/// Records of the audit, the latest first.
package struct AuditPage: Sendable, Hashable {
  package var records: [AuditRecord]
  /// The number before which the next page begins; `nil` when this is the last one.
  package var next: Int?
  /// Whether no record of this page was changed since it was written, nor one missing between them.
  package var isIntact: Bool

  package init(records: [AuditRecord], next: Int?, isIntact: Bool) {
    self.records = records
    self.next = next
    self.isIntact = isIntact
  }
}

/// What was deleted, by whom and when; it spans all owners.
package protocol AuditTrail: Sendable {
  /// The records before a number, or the latest ones.
  func audit(before number: Int?, limit: Int) async throws -> AuditPage
}

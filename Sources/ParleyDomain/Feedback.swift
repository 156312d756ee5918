package import ParleyPlugin

/// What an owner thinks of a reply.
package struct Feedback: Sendable, Hashable {
  package enum Rating: String, Sendable, Hashable, CaseIterable {
    case up
    case down
  }

  /// The reply.
  package var message: MessageID
  package var rating: Rating
  package var comment: String?
  package var createdAt: Timestamp

  package init(message: MessageID, rating: Rating, comment: String?, createdAt: Timestamp) {
    self.message = message
    self.rating = rating
    self.comment = comment
    self.createdAt = createdAt
  }
}

/// A rated reply with its question: what judgments of a collection are made of.
package struct RatedReply: Sendable, Hashable {
  package var reply: MessageID
  package var question: String
  package var rating: Feedback.Rating
  package var citations: [Citation]

  package init(
    reply: MessageID, question: String, rating: Feedback.Rating, citations: [Citation]
  ) {
    self.reply = reply
    self.question = question
    self.rating = rating
    self.citations = citations
  }
}

/// Keeps what owners think of replies, one opinion for each reply.
package protocol FeedbackStore: Sendable {
  /// Stores an opinion in place of an earlier one; returns whether this owner has the reply. Only
  /// replies of an assistant have opinions.
  func rate(_ feedback: Feedback, owner: OwnerID) async throws -> Bool

  /// Takes an opinion back; returns whether this owner has the reply.
  func unrate(_ message: MessageID, owner: OwnerID) async throws -> Bool

  /// The opinions on the replies of a chat of this owner.
  func feedback(in chat: ChatID, owner: OwnerID) async throws -> [Feedback]

  /// The opinions on some of them.
  func feedback(
    on messages: Set<MessageID>, in chat: ChatID, owner: OwnerID
  ) async throws -> [Feedback]

  /// Every rated reply, the oldest first. For operators of this machine: it spans all owners.
  func ratedReplies() async throws -> [RatedReply]
}

extension FeedbackStore {
  // For stores that hold few opinions.
  package func feedback(
    on messages: Set<MessageID>, in chat: ChatID, owner: OwnerID
  ) async throws -> [Feedback] {
    try await feedback(in: chat, owner: owner).filter { messages.contains($0.message) }
  }
}

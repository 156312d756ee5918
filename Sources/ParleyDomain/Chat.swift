package import ParleyPlugin

/// Who a chat belongs to: the local user, a guest, an account.
package struct OwnerID: Identifier {
  package let rawValue: String

  package init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// The one user of a Parley that serves only its own machine.
  package static let local = OwnerID("local")
}

/// Names the making of one reply.
package struct GenerationID: Identifier {
  package let rawValue: String

  package init(rawValue: String) {
    self.rawValue = rawValue
  }
}

/// A durable conversation.
package struct Chat: Sendable, Hashable {
  package var id: ChatID
  package var owner: OwnerID
  package var persona: String
  /// The beginning of the first message, until somebody renames the chat.
  package var title: String
  /// The word in the fences of this chat's prompts; the same for its whole life.
  package var fence: String
  package var createdAt: Timestamp
  package var updatedAt: Timestamp
  /// The last message of the conversation as its owner sees it now; `nil` before the first one. Others
  /// that have no answer are the ends of earlier versions.
  package var leaf: MessageID?
  /// What an earlier chat came to, when this one was begun with its summary.
  package var carried: String?

  package init(
    id: ChatID, owner: OwnerID, persona: String, title: String, fence: String,
    createdAt: Timestamp, updatedAt: Timestamp, leaf: MessageID? = nil, carried: String? = nil
  ) {
    self.id = id
    self.owner = owner
    self.persona = persona
    self.title = title
    self.fence = fence
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.leaf = leaf
    self.carried = carried
  }
}

/// What became of a message.
package enum MessageStatus: String, Sendable, Hashable, CaseIterable {
  /// Accepted; no text yet.
  case pending
  /// Text is arriving.
  case streaming
  case complete
  case stopped
  /// The reader left or the program ended before the reply did.
  case interrupted
  case failed
  /// Cut at a limit of ours.
  case truncated
  /// The stream ended without saying that the reply was whole.
  case incomplete

  /// Whether nothing more will come.
  package var isFinal: Bool { self != .pending && self != .streaming }
}

/// A stored message with all it was made with.
package struct StoredMessage: Sendable, Hashable {
  package var id: MessageID
  package var chat: ChatID
  package var parent: MessageID?
  package var role: Role
  package var content: String
  package var status: MessageStatus
  package var finishReason: FinishReason?
  package var upstream: String?
  package var model: String?
  package var usage: Usage?
  package var citations: [Citation]
  package var notices: [Notice]
  /// The version of each collection that the turn searched.
  package var knowledge: [String: String]
  package var createdAt: Timestamp

  package init(
    id: MessageID, chat: ChatID, parent: MessageID?, role: Role, content: String,
    status: MessageStatus, finishReason: FinishReason? = nil, upstream: String? = nil,
    model: String? = nil, usage: Usage? = nil, citations: [Citation] = [], notices: [Notice] = [],
    knowledge: [String: String] = [:], createdAt: Timestamp
  ) {
    self.id = id
    self.chat = chat
    self.parent = parent
    self.role = role
    self.content = content
    self.status = status
    self.finishReason = finishReason
    self.upstream = upstream
    self.model = model
    self.usage = usage
    self.citations = citations
    self.notices = notices
    self.knowledge = knowledge
    self.createdAt = createdAt
  }

  /// As plugins see it.
  package var asChatMessage: ChatMessage {
    ChatMessage(
      id: id, role: role, text: content, sources: citations.map(\.source), createdAt: createdAt)
  }
}

/// A record that a reply cites, and where.
package struct Citation: Sendable, Hashable {
  /// The number in the marker `[n]`.
  package var index: Int
  package var source: Source
  /// Where the markers stand in the text, in Unicode scalars.
  package var ranges: [Range<Int>]

  package init(index: Int, source: Source, ranges: [Range<Int>]) {
    self.index = index
    self.source = source
    self.ranges = ranges
  }
}

/// One user message and what is known when it arrives.
public struct Turn: Sendable, Hashable {
  /// The chat it belongs to.
  public var chat: ChatID
  /// Who answers.
  public var persona: PersonaInfo
  /// What the user wrote now.
  public var message: ChatMessage
  /// The chat so far, oldest first, without ``message``.
  public var history: [ChatMessage]

  public init(chat: ChatID, persona: PersonaInfo, message: ChatMessage, history: [ChatMessage]) {
    self.chat = chat
    self.persona = persona
    self.message = message
    self.history = history
  }
}

/// A stored message of a chat.
public struct ChatMessage: Sendable, Hashable {
  /// Names the message.
  public var id: MessageID
  /// Who wrote it.
  public var role: Role
  /// What was written.
  public var text: String
  /// The records that an assistant's message cites, in the order of their markers.
  public var sources: [Source]
  /// When it was stored.
  public var createdAt: Timestamp

  public init(
    id: MessageID, role: Role, text: String, sources: [Source] = [], createdAt: Timestamp
  ) {
    self.id = id
    self.role = role
    self.text = text
    self.sources = sources
    self.createdAt = createdAt
  }
}

/// The bot that answers, as far as a plugin may know it.
public struct PersonaInfo: Sendable, Hashable {
  /// As the configuration names it.
  public var name: String
  /// As people see it.
  public var label: String
  /// The language it speaks as a BCP 47 tag, for example `en`.
  public var language: String
  /// Whom to ask when it cannot help: an address, `mailto:` or a URL.
  public var contact: String?

  public init(name: String, label: String, language: String, contact: String? = nil) {
    self.name = name
    self.label = label
    self.language = language
    self.contact = contact
  }
}

/// A finished turn, with its reply, as post-response hooks see it.
public struct Exchange: Sendable, Hashable {
  /// What was asked.
  public var turn: Turn
  /// What was answered.
  public var reply: ReplyRecord
  /// What stood in the prompt, in order.
  public var injected: [InjectedPart]
  /// The persona's own lines (instructions, greeting, samples) and what the client told the model to
  /// do; known to hooks before done, empty in jobs and when no prompt was sent.
  public var instructions: String
  /// What the plugins searched for in this turn, in order; known to jobs, empty before done.
  public var searches: [SearchNote]

  public init(
    turn: Turn, reply: ReplyRecord, injected: [InjectedPart], instructions: String = "",
    searches: [SearchNote] = []
  ) {
    self.turn = turn
    self.reply = reply
    self.injected = injected
    self.instructions = instructions
    self.searches = searches
  }
}

/// What answered a turn.
public struct ReplyRecord: Sendable, Hashable {
  /// Names the message.
  public var id: MessageID
  /// What was answered, as far as it came.
  public var text: String
  /// Why the reply ended.
  public var finishReason: FinishReason
  /// The upstream's entry in the configuration, and the model's own name; `nil` when none was called.
  public var upstream: String?
  /// The model's own name; `nil` when none was called.
  public var model: String?
  /// What it cost.
  public var usage: Usage
  /// The records that the text cites, in the order of their markers.
  public var citations: [Source]
  /// What its reader should know.
  public var notices: [Notice]
  /// From accepting the message to the end of the reply.
  public var duration: Duration

  public init(
    id: MessageID, text: String, finishReason: FinishReason, upstream: String?, model: String?,
    usage: Usage, citations: [Source], notices: [Notice], duration: Duration
  ) {
    self.id = id
    self.text = text
    self.finishReason = finishReason
    self.upstream = upstream
    self.model = model
    self.usage = usage
    self.citations = citations
    self.notices = notices
    self.duration = duration
  }
}

/// A part that stood in the prompt of a turn.
public struct InjectedPart: Sendable, Hashable {
  /// The entry of the plugin that contributed it.
  public var plugin: String
  /// What stood there.
  public var part: Part
  /// The number that cites it, when it came from a record.
  public var index: Int?

  public init(plugin: String, part: Part, index: Int?) {
    self.plugin = plugin
    self.part = part
    self.index = index
  }
}

/// A conversation whose session has ended.
public struct EndedSession: Sendable, Hashable {
  /// The chat of the session.
  public var chat: ChatID
  /// Who answered.
  public var persona: PersonaInfo
  /// The whole conversation, oldest first.
  public var messages: [ChatMessage]
  /// When the session began.
  public var startedAt: Timestamp
  /// When it ended.
  public var endedAt: Timestamp

  public init(
    chat: ChatID, persona: PersonaInfo, messages: [ChatMessage], startedAt: Timestamp,
    endedAt: Timestamp
  ) {
    self.chat = chat
    self.persona = persona
    self.messages = messages
    self.startedAt = startedAt
    self.endedAt = endedAt
  }
}

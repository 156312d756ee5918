package import ParleyPlugin

/// What is sent to a model: the parts that the budget let through, in a fixed order.
package struct Prompt: Sendable, Hashable {
  /// The texts of the parts of message `i`, joined in order, are the content of `messages[i]`.
  package var messages: [ModelMessage]
  package var parts: [PromptPart]
  package var dropped: [DroppedPart]
  package var budget: SpentBudget
  /// How many of its tokens, counted from the beginning in whole parts, are the same as in the prompt
  /// of the turn before: what a provider's prompt cache can keep. `nil` when there is none to compare.
  package var sharedPrefixTokens: Int?

  package init(
    messages: [ModelMessage], parts: [PromptPart], dropped: [DroppedPart], budget: SpentBudget
  ) {
    self.messages = messages
    self.parts = parts
    self.dropped = dropped
    self.budget = budget
  }

  /// The number that cites each record.
  package var citationIndex: [RecordReference: Int] {
    var index: [RecordReference: Int] = [:]
    for part in parts {
      if let source = part.source, let number = part.index { index[source.reference] = number }
    }
    return index
  }
}

/// A span of the prompt with where it came from.
package struct PromptPart: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable {
    case instruction
    case data
    case history
    case message
  }

  /// The entry of the plugin, or `parley` for what the engine itself puts in.
  package var plugin: String
  package var kind: Kind
  /// Which of the prompt's messages it stands in.
  package var message: Int
  /// The text as sent, with fences and separators.
  package var text: String
  package var tokens: Int
  package var source: Source?
  /// The number that cites it.
  package var index: Int?
  package var score: Double?

  package init(
    plugin: String, kind: Kind, message: Int, text: String, tokens: Int, source: Source? = nil,
    index: Int? = nil, score: Double? = nil
  ) {
    self.plugin = plugin
    self.kind = kind
    self.message = message
    self.text = text
    self.tokens = tokens
    self.source = source
    self.index = index
    self.score = score
  }
}

/// Something the budget did not let through.
package struct DroppedPart: Sendable, Hashable {
  package var plugin: String
  package var kind: PromptPart.Kind
  package var tokens: Int
  package var source: Source?
  /// Which limit it met, for people.
  package var reason: String

  package init(
    plugin: String, kind: PromptPart.Kind, tokens: Int, source: Source? = nil, reason: String
  ) {
    self.plugin = plugin
    self.kind = kind
    self.tokens = tokens
    self.source = source
    self.reason = reason
  }
}

/// How the context was divided, in tokens.
package struct SpentBudget: Sendable, Hashable {
  package var context: Int
  package var reply: Int
  package var instructions: Int
  package var knowledge: Int
  package var knowledgeLimit: Int
  package var memory: Int
  package var memoryLimit: Int
  /// Earlier messages, and what stands in for them.
  package var history: Int
  package var historyLimit: Int
  package var message: Int

  package init(
    context: Int, reply: Int, instructions: Int, knowledge: Int, knowledgeLimit: Int,
    memory: Int = 0, memoryLimit: Int = 0, history: Int, historyLimit: Int, message: Int
  ) {
    self.context = context
    self.reply = reply
    self.instructions = instructions
    self.knowledge = knowledge
    self.knowledgeLimit = knowledgeLimit
    self.memory = memory
    self.memoryLimit = memoryLimit
    self.history = history
    self.historyLimit = historyLimit
    self.message = message
  }

  /// What the prompt costs altogether.
  package var prompt: Int { instructions + knowledge + memory + history + message }
}

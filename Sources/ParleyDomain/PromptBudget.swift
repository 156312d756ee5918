package import ParleyPlugin

/// How a persona divides an upstream's context.
package struct PromptBudget: Sendable, Hashable {
  /// Tokens kept free for the reply.
  package var reply: Int
  package var knowledge: BudgetShare
  package var memory: BudgetShare
  package var history: BudgetShare

  package init(
    reply: Int = 800, knowledge: BudgetShare = .percent(40), memory: BudgetShare = .percent(10),
    history: BudgetShare = .percent(40)
  ) {
    self.reply = reply
    self.knowledge = knowledge
    self.memory = memory
    self.history = history
  }

  /// The share of a section.
  package subscript(section: BudgetSection) -> BudgetShare {
    switch section {
    case .knowledge: knowledge
    case .memory: memory
    case .history: history
    }
  }
}

/// What the context is divided among, besides instructions, message and reply.
package enum BudgetSection: String, Sendable, Hashable, CaseIterable {
  case knowledge
  case memory
  case history

  /// The priority of a share that names none: room that is left over goes to history first.
  package var usualPriority: Int {
    switch self {
    case .history: 70
    case .knowledge: 50
    case .memory: 30
    }
  }
}

/// What one section of a prompt may take of the context left by the reply.
package struct BudgetShare: Sendable, Hashable {
  /// What it gets when the context is large enough for all.
  package var share: TokenShare
  /// What it gets before the others get more than theirs; zero when left out.
  package var least: TokenShare?
  /// What it may grow to with room that the others leave; its share when left out.
  package var most: TokenShare?
  /// Who comes first when minimums compete and when room is left over, higher first; the section's
  /// usual one when left out.
  package var priority: Int?

  package init(
    _ share: TokenShare, least: TokenShare? = nil, most: TokenShare? = nil, priority: Int? = nil
  ) {
    self.share = share
    self.least = least
    self.most = most
    self.priority = priority
  }

  package static func tokens(_ tokens: Int) -> BudgetShare { BudgetShare(.tokens(tokens)) }
  package static func percent(_ percent: Int) -> BudgetShare { BudgetShare(.percent(percent)) }
}

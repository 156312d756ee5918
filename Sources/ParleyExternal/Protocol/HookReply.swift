import ParleyPlugin

/// What a child answers to a request, whatever the hook.
enum HookReply: Sendable, Hashable {
  case parts([Part])
  case answer(Answer)
  case refuse(String)
  case unchanged
  case effects([Effect])
  case annotations([Annotation])
  /// It could not do its work, in its own words.
  case error(String)

  /// Limits of one reply.
  private static let mostParts = 200
  private static let mostEffects = 200

  /// The members of which a reply has exactly one.
  enum Outcome: String, CaseIterable {
    case parts
    case answer
    case refuse
    case unchanged
    case effects
    case annotations
    case error

    /// Whether a reply to this hook may have it.
    func fits(_ hook: HookPoint) -> Bool {
      switch self {
      case .parts, .answer, .refuse: hook == .prePrompt
      case .annotations: hook == .beforeDone
      case .effects: hook == .job || hook == .sessionEnded
      case .unchanged, .error: true
      }
    }
  }

  /// What a hook's reply may say, for errors.
  static func allowed(for hook: HookPoint) -> String {
    Outcome.allCases.filter { $0.fits(hook) }.map { "'\($0.rawValue)'" }.joined(separator: ", ")
  }

  init(_ members: [String: JSONValue]) throws(ProtocolViolation) {
    let outcomes = Outcome.allCases.filter { members[$0.rawValue] != nil }
    guard let outcome = outcomes.first, outcomes.count == 1 else {
      let known = Outcome.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      let found = outcomes.map { "'\($0.rawValue)'" }.joined(separator: " and ")
      throw ProtocolViolation(
        "sent a reply with \(outcomes.isEmpty ? "no result" : found); it has exactly one of \(known)"
      )
    }
    let reader = MessageReader(members: members, at: "")
    switch outcome {
    case .parts:
      var parts: [Part] = []
      for part in try reader.list("parts", atMost: HookReply.mostParts) {
        parts.append(try Part(reading: part))
      }
      guard reader["parts"] != nil else { throw reader.wrong("parts", "a list") }
      self = .parts(parts)
    case .answer:
      guard let answer = try reader.object("answer") else {
        throw reader.wrong("answer", "an object")
      }
      var sources: [Source] = []
      for source in try answer.list("sources", atMost: HookReply.mostParts) {
        sources.append(try Source(reading: source))
      }
      self = .answer(Answer(text: try answer.text("text"), sources: sources))
    case .refuse: self = .refuse(try reader.text("refuse"))
    case .unchanged:
      guard reader["unchanged"]?.boolean == true else { throw reader.wrong("unchanged", "true") }
      self = .unchanged
    case .effects:
      var effects: [Effect] = []
      for effect in try reader.list("effects", atMost: HookReply.mostEffects) {
        effects.append(try Effect(reading: effect))
      }
      self = .effects(effects)
    case .annotations:
      var annotations: [Annotation] = []
      for annotation in try reader.list("annotations", atMost: HookReply.mostEffects) {
        annotations.append(try Annotation(reading: annotation))
      }
      self = .annotations(annotations)
    case .error: self = .error(try reader.text("error"))
    }
  }

  var outcome: Outcome {
    switch self {
    case .parts: .parts
    case .answer: .answer
    case .refuse: .refuse
    case .unchanged: .unchanged
    case .effects: .effects
    case .annotations: .annotations
    case .error: .error
    }
  }
}

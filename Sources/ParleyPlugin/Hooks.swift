/// Contributes to the prompt of a turn, or answers in the model's place.
public protocol PrePromptHook: Plugin {
  /// Returns what this plugin adds to the turn.
  ///
  /// Runs in the order of the configuration, under the deadline of its entry. When it throws or is
  /// late, `on_error` decides: `skip` goes on without it and records that, `fail` ends the turn. So it
  /// is when it returns too much: more than 1,000 parts, 256 KiB in one or 1 MiB in all. The same
  /// limits hold for what the other hooks return.
  /// Must not change anything: the same turn may be asked again by `parley explain`.
  @concurrent func prePrompt(_ turn: Turn, _ host: any TurnHost) async throws -> PrePromptOutcome
}

/// Looks at a complete reply before the reader is told that it is done.
public protocol BeforeDoneHook: Plugin {
  /// Returns annotations on the reply. The text itself never changes silently.
  @concurrent func beforeDone(_ exchange: Exchange, _ host: any TurnHost) async throws
    -> [Annotation]
}

/// Works on a stored turn after the reader has been served.
public protocol PostResponseHook: Plugin {
  /// Returns what should be done, as values; the host does it in the transaction that ends the job.
  ///
  /// Runs at least once for each turn, whatever became of the reply (whole, streamed, stopped or
  /// failed); its effects are stored once. So it must not do anything itself.
  @concurrent func postResponse(_ exchange: Exchange, _ host: any TurnHost) async throws -> [Effect]
}

/// Works on a conversation whose session has ended.
public protocol SessionEndedHook: Plugin {
  /// Returns what should be done. Runs at least once for each ended session, effects are stored once.
  @concurrent func sessionEnded(_ session: EndedSession, _ host: any TurnHost) async throws
    -> [Effect]
}

/// What a plugin adds to a turn before the prompt is compiled.
public enum PrePromptOutcome: Sendable, Hashable {
  /// Nothing to add.
  case unchanged
  /// Parts for the prompt, most important first.
  case parts([Part])
  /// The reply itself: no model is called, later plugins do not run.
  case answer(Answer)
  /// The turn ends with this text as its reply and is marked as refused.
  case refuse(reason: String)
}

/// A reply given by a plugin in the model's place.
public struct Answer: Sendable, Hashable {
  /// What the customer reads. A marker `[n]` cites the n-th of ``sources``, counted from 1.
  public var text: String
  /// The records the text rests on.
  public var sources: [Source]

  public init(text: String, sources: [Source] = []) {
    self.text = text
    self.sources = sources
  }
}

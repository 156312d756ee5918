/// Decides about each sentence of a model's reply before anybody reads it.
///
/// While a plugin of the persona holds sentences, the host passes a reply on sentence by sentence:
/// text that has not been let through reaches neither readers nor the disk. The plugin names
/// ``HookPoint/beforeDone`` among its hooks; its sentences run in the order of the configuration,
/// each under the deadline of its entry. When a check throws or is late, `on_error` decides: `skip`
/// lets the sentence through, `fail` withholds it.
public protocol SentenceHook: Plugin {
  /// Whether this instance wants to be asked; the host asks once for each turn.
  var holdsSentences: Bool { get }

  /// Lets a sentence through or withholds it. Called for one sentence after the other, never for
  /// white space alone, and for the beginning of a sentence when the reply breaks off there.
  @concurrent func release(_ sentence: DraftSentence, _ host: any TurnHost) async throws
    -> SentenceVerdict
}

/// A sentence that a model has written and that nobody has read yet.
public struct DraftSentence: Sendable, Hashable {
  /// The sentence with the white space around it, as ``SentenceSplitter`` cuts it.
  public var text: String
  /// The reply up to here, as it was let through.
  public var before: String
  /// The turn that is being answered.
  public var turn: Turn
  /// What stands in the prompt, in order.
  public var injected: [InjectedPart]
  /// The persona's own lines (instructions, greeting, samples) and what the client told the model to
  /// do.
  public var instructions: String

  /// A sentence of a reply in the making.
  public init(
    text: String, before: String = "", turn: Turn, injected: [InjectedPart],
    instructions: String = ""
  ) {
    self.text = text
    self.before = before
    self.turn = turn
    self.injected = injected
    self.instructions = instructions
  }
}

/// What becomes of a sentence.
public enum SentenceVerdict: Sendable, Hashable {
  /// It is read as it stands.
  case release
  /// `line` is read in its place, so that everybody sees that something was left out; the host keeps
  /// list markers and line breaks around it. The notice tells why; its range becomes that of the line.
  case withhold(line: String, notice: Notice)
}

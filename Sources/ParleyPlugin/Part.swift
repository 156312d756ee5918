/// One piece that a plugin contributes to the prompt.
///
/// A plugin never builds the prompt: the compiler orders the parts, fences data, numbers the records
/// and drops what the budget does not let through. So make one part per record, and the budget cuts
/// between records instead of through them.
public struct Part: Sendable, Hashable {
  /// What the compiler does with a part.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Trusted text for the model to follow, written by the operator or the plugin's author.
    case instruction
    /// Text from outside (a record, a document, a memory): fenced, escaped, labelled as data.
    case data
  }

  /// Which share of the persona's budget pays for a part, and where it stands.
  public enum Section: String, Sendable, Hashable, CaseIterable {
    /// Found for this message; stands last, charged to knowledge.
    case knowledge
    /// Known of the owner from earlier chats; stands before knowledge, charged to memory.
    case memory
    /// One piece of a whole that is the same in every turn, such as all records of a collection.
    /// Stands first, so that the provider's prompt cache keeps it; charged to knowledge. The pieces
    /// of one entry go in together or not at all, so an entry may add what it found as well: that is
    /// used when the whole does not fit.
    case whole
  }

  /// What the compiler does with it.
  public var kind: Kind
  /// Which share pays for it.
  public var section: Section
  /// What stands in the prompt.
  public var text: String
  /// Which parts stay when the budget is short: higher first, 0 to 100.
  public var priority: Int
  /// The record the text came from; the part can then be cited.
  public var source: Source?
  /// How well the record matched, for the trace.
  public var score: Double?
  /// Messages that this part replaces when they fall out of the prompt (a summary). Such a part is
  /// charged to history, and is left out while all of these messages are still there.
  public var standsInFor: [MessageID]

  public init(
    _ kind: Kind, text: String, priority: Int = 50, source: Source? = nil, score: Double? = nil,
    standsInFor: [MessageID] = [], section: Section = .knowledge
  ) {
    self.kind = kind
    self.text = text
    self.priority = priority
    self.source = source
    self.score = score
    self.standsInFor = standsInFor
    self.section = section
  }
}

/// A record as a citation shows it.
public struct Source: Sendable, Hashable {
  /// The record.
  public var reference: RecordReference
  /// Its title, as people read it.
  public var title: String
  /// Where people find it.
  public var url: String?

  public init(reference: RecordReference, title: String, url: String? = nil) {
    self.reference = reference
    self.title = title
    self.url = url
  }
}

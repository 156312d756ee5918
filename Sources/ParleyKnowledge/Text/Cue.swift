/// What a word or phrase of a lexicon says about a request.
///
/// The rules that read requests speak of cues only; the words behind them are in the lexicons, one
/// per language.
enum Cue: Int, Sendable, Hashable, CaseIterable {
  // MARK: Words without content

  /// Articles, pronouns, auxiliaries, prepositions: never searched.
  case function
  /// Talk around a request ("please", "tell me"): not searched, unless the message is short.
  case chat
  /// Shop talk ("do you sell", "a gift for"): as ``chat``, except where shop matters are the
  /// subject, in documents.
  case shopTalk
  /// Asks how the shop works ("do you ship to"): the subject of documents, of nothing else.
  case service
  /// Opens a question of fact ("why do", "who was"): customers of a shop seldom mean its goods.
  case factQuestion
  /// Asks what something costs, however the question opens: "what does it cost".
  case cost
  /// Opens any question ("is", "what").
  case question
  /// Says that something of the shop is wanted ("do you have", "recommend", "anything"): without it
  /// a question that only touches on a subject of books asks about the subject.
  case wish
  /// Asks what there is altogether ("what do you sell", "categories"), when nothing else is asked for.
  case assortment
  /// Asks for a task that no collection answers ("tell me a joke", "the capital of").
  case otherTask

  // MARK: Constraints

  /// Before the greatest number allowed: "under".
  case atMost
  /// Before the least number allowed: "over".
  case atLeast
  /// After the greatest number allowed: "or less".
  case orLess
  /// After the least number allowed: "or more".
  case orMore
  /// Before two numbers: "between".
  case between
  /// Between two numbers: "to".
  case upTo
  /// Between the two numbers of "between", and between things to compare.
  case and
  case or
  /// Before a number that need not be met exactly: "about".
  case around
  /// After a number that is no amount of money: "cm", "minutes".
  case unit
  /// After a number of pages.
  case pages
  case onSale
  case inStock
  /// Before a year that is the first allowed: "since".
  case since
  /// Before a year that is the last not allowed: "after".
  case later
  /// Before a year after the last allowed: "before".
  case before
  /// Before the year itself: "from".
  case inYear
  /// Before the name of a person: "by".
  case by
  /// Before a size.
  case size
  /// Before or after the name of a language a record is written in: "in".
  case inLanguage

  /// Before what a thing is for, which says less than the thing: "for".
  case purpose

  // MARK: Order

  case cheapest
  case dearest
  case newest
  case oldest

  // MARK: Intent

  /// Before the things to compare.
  case compare
  /// Between the things to compare: "versus".
  case versus
  /// Before the thing to resemble, by itself: "similar to".
  case similar
  /// Before the thing to resemble, after a word for a kind of record: "like".
  case like
  /// Before the record or series whose next part is wanted: "what comes after".
  case next
  /// Before a number in a series: "volume".
  case volume
  /// A word for a series.
  case series
  /// Asks for the order of a series.
  case readingOrder

  // MARK: What only the chat explains

  /// One record of the chat: "it".
  case it
  /// Several records of the chat: "which of them".
  case them
  /// Less expensive than what was shown.
  case cheaper
  /// More expensive than what was shown.
  case dearer
  /// Other records than those shown.
  case more
  /// The last of the records shown.
  case last
  /// Others by the people, or of the brand, of what was shown: "by the same author".
  case sameMaker
  /// Opens a message that adds to the one before: "and", "what about".
  case also
}

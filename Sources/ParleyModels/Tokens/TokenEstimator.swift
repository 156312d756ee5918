import ParleyPlugin

/// Estimates how many tokens a text costs in a tokenizer that is not known.
///
/// The estimate leans to the high side: a prompt must not turn out longer than the model's context.
/// On texts of 200 characters and more (records, help pages, prose in European and Asian languages,
/// code, figures, emoji) it is at most 10 % below the larger of cl100k_base and o200k_base, and on
/// English prose at most 35 % above. For writing systems that o200k_base packs better than
/// cl100k_base (Hindi, Hebrew, Greek, …) it follows cl100k_base.
///
/// One pass over the text, without memory of its own.
package struct TokenEstimator: TokenCounter {
  package init() {}

  package func count(_ text: String) -> Int {
    Int(costs(of: text).sum.rounded(.up))
  }

  /// The estimate by kinds of text.
  func costs(of text: String) -> TextCosts {
    var tally = TokenTally()
    tally.add(text)
    return tally.finish()
  }
}

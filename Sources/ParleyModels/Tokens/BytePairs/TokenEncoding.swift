/// How a tokenizer of OpenAI's cuts text into pieces; the ranks come from a file beside it.
package enum TokenEncoding: String, Sendable, Hashable, CaseIterable {
  /// GPT-3.5 and GPT-4. Llama 3 cuts alike, with ranks of its own.
  case cl100k = "cl100k_base"
  /// GPT-4o and everything since.
  case o200k = "o200k_base"

  /// How many ranks OpenAI's own file of this encoding has, by which a mix-up is noticed.
  var rankCount: Int {
    switch self {
    case .cl100k: 100_256
    case .o200k: 199_998
    }
  }
}

package import ParleyDomain
import ParleyPlugin

/// The built-in model `extractive`: reads out what the plugins looked up, without a language model
/// and without a network.
///
/// It neither searches nor interprets the request: how the words were read, what fits and how well is
/// told by the turn's lookups. In the message itself it recognises small talk only. Whatever it says
/// is a phrase of its language pack, a line of the persona, or text and figures of a record that
/// stands in the prompt. Its length is bounded by the records that the prompt's budget let through.
package struct SearchClerk: ModelClient {
  /// How the built-in model names itself in replies.
  package static let modelName = "extractive"

  package init() {}

  /// Throws ``ModelError`` (`rejected`) when the request comes without a turn, as a plugin's own
  /// call does: there is nothing to read out.
  @concurrent package func generate(
    _ request: ModelRequest, onEvent: @Sendable (ModelEvent) async throws -> Void
  ) async throws -> ModelCompletion {
    guard let context = request.context else {
      throw ModelError(
        .rejected,
        "The built-in model '\(SearchClerk.modelName)' can only read out the records of a turn; "
          + "name another upstream for calls that plugins make.")
    }
    let reply = ClerkReply(context).text
    if request.stream {
      for piece in SearchClerk.pieces(of: reply) {
        try Task.checkCancellation()
        try await onEvent(.text(piece))
      }
    } else {
      try await onEvent(.text(reply))
    }
    return ModelCompletion(finishReason: .stop, model: SearchClerk.modelName, usage: nil)
  }

  /// The reply line by line; joined, the pieces are the reply.
  static func pieces(of reply: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    for character in reply {
      piece.append(character)
      if character.isNewline {
        pieces.append(piece)
        piece = ""
      }
    }
    if !piece.isEmpty { pieces.append(piece) }
    return pieces
  }
}

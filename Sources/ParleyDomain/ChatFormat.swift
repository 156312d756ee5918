/// What a model's chat format adds around messages, as OpenAI documents it for its models ("How to
/// count tokens with tiktoken" in its cookbook): three tokens and the role for each message, and three
/// with which the reply begins. Other models' templates take about as much.
package enum ChatFormat {
  /// Each message: three, and one for its role.
  package static let messageTokens = 4
  /// The beginning of the reply.
  package static let replyTokens = 3

  /// What the format adds to some messages.
  package static func tokens(messages: Int) -> Int {
    messages * messageTokens + replyTokens
  }
}

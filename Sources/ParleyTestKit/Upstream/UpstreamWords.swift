/// What a ``FakeUpstream`` says: pieces of text over and over, in the form of every protocol.
struct UpstreamWords: Sendable {
  /// The words of a sentence, one for each token; they join to a text.
  static let tokens = UpstreamWords([
    " We", " have", " this", " book", " in", " the", " shop", " and", " it", " costs", " 12",
    " dollars", ".",
  ])
  /// Pieces of 1024 bytes.
  static let kilobytes = UpstreamWords([String(repeating: "All of it. ", count: 93) + " "])

  private let words: [String]
  /// The words as pieces of a body in chunks, made once for all who send them.
  private let chunks: [UpstreamDialect: [[UInt8]]]

  private init(_ words: [String]) {
    self.words = words
    chunks = Dictionary(
      uniqueKeysWithValues: UpstreamDialect.allCases.map { dialect in
        let framed = words.map { word in
          let event = dialect.delta(word)
          return Array("\(String(event.utf8.count, radix: 16))\r\n\(event)\r\n".utf8)
        }
        return (dialect, framed)
      })
  }

  /// So many of the words, one after the other.
  func text(_ count: Int) -> String {
    (0..<count).map { words[$0 % words.count] }.joined()
  }

  /// So many of the words as a stream; without a count, for ever.
  func series(
    _ dialect: UpstreamDialect, count: Int? = nil, every interval: Duration = .zero
  ) -> LoopbackServer.Step {
    .series(LoopbackServer.Series(chunks[dialect] ?? [], count: count, every: interval))
  }
}

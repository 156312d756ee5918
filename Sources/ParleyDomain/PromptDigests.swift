package import ParleyPlugin

/// A prompt's parts as a chain of hashes, each of everything up to its part: two prompts begin alike
/// as far as their chains do. Small enough to be kept with every reply.
package struct PromptDigests: Sendable, Hashable {
  /// How many parts count; what lies behind them passes for different.
  package static let longest = 1024

  /// One for each part, in order.
  package let chain: [UInt64]

  package init(chain: [UInt64]) {
    self.chain = chain
  }

  /// How many of the first parts are the same.
  package func shared(with other: PromptDigests) -> Int {
    zip(chain, other.chain).prefix { $0 == $1 }.count
  }
}

extension Prompt {
  /// The hashes of this prompt's beginning.
  package var digests: PromptDigests {
    var hash = FNV()
    var chain: [UInt64] = []
    for part in parts.prefix(PromptDigests.longest) {
      let role = messages.indices.contains(part.message) ? messages[part.message].role : .user
      hash.take(role.rawValue)
      hash.take(part.text)
      chain.append(hash.value)
    }
    return PromptDigests(chain: chain)
  }

  /// Notes how much of its beginning another prompt had, too.
  package mutating func compare(with previous: PromptDigests) {
    let shared = digests.shared(with: previous)
    sharedPrefixTokens = parts.prefix(shared).reduce(0) { $0 + $1.tokens }
  }
}

extension PromptDigests {
  /// `["8c7fc5bf1f3e1b6b", …]`
  package var json: JSONValue {
    .array(chain.map { .string(String($0, radix: 16)) })
  }

  /// Reads ``json``; `nil` when it is anything else.
  package init?(_ json: JSONValue) {
    guard let words = json.array else { return nil }
    let chain = words.compactMap { $0.string.flatMap { UInt64($0, radix: 16) } }
    guard chain.count == words.count else { return nil }
    self.init(chain: chain)
  }
}

/// The hash FNV-1a of 64 bits (Fowler, Noll, Vo): the same in every process, for comparing texts that
/// nobody profits from confusing.
private struct FNV {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func take(_ text: String) {
    for byte in text.utf8 { take(byte) }
    // Ends the text: no byte of UTF-8.
    take(0xFF)
  }

  private mutating func take(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
  }
}

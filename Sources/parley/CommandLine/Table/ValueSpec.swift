/// The value that an option takes: the name help shows for it, and what it may be.
struct ValueSpec: Sendable, Hashable {
  /// As in `--persona P`.
  let name: String
  let kind: ValueKind

  init(_ name: String, _ kind: ValueKind = .text) {
    self.name = name
    self.kind = kind
  }

  static func file(_ name: String = "FILE") -> Self { Self(name, .file) }
  static func directory(_ name: String = "DIR") -> Self { Self(name, .directory) }

  /// One of a few words. Help shows them all, as in `--on-error skip|stop`, unless they get a name.
  static func words(_ words: [String], name: String? = nil) -> Self {
    Self(name ?? words.joined(separator: "|"), .words(words))
  }
}

extension ValueSpec: ExpressibleByStringLiteral {
  init(stringLiteral name: String) { self.init(name) }
}

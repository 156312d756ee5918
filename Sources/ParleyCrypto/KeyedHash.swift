/// Pseudonyms: the same text gets the same name under one key, and without the key nobody can test
/// a guess. Used where logs must tell visitors apart without naming them.
///
/// BLAKE2b (RFC 7693) with a key. Printing a `KeyedHash` does not show its key.
package struct KeyedHash: Sendable {
  private let key: [UInt8]

  /// Takes a key of 16 to 64 bytes, for example `SecureRandom.bytes(32)`; throws for other lengths.
  package init(key: [UInt8]) throws(KeyLengthError) {
    guard (16...64).contains(key.count) else { throw KeyLengthError(count: key.count) }
    self.key = key
  }

  /// The pseudonym as lower case hexadecimal, two digits a byte. `length` in bytes is taken into
  /// 16...64.
  package func hex(of text: String, length: Int = 16) -> String {
    BLAKE2b.hash(Array(text.utf8), key: key, length: length).hexadecimal
  }
}

extension KeyedHash: CustomStringConvertible, CustomReflectable {
  package var description: String { "KeyedHash" }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// A key that ``KeyedHash`` does not take.
package struct KeyLengthError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The bytes that were given.
  package let count: Int

  package var description: String {
    "a key for hashing has 16 to 64 bytes, this one has \(count)"
  }
}

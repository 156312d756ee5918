import CSnowball
import Synchronization

/// Cuts words down to their stems with a Snowball algorithm.
///
/// libstemmer keeps the word in hand inside the stemmer, so one stemmer serves one word at a time;
/// a lock sees to that.
final class SnowballStemmer: Sendable {
  private let handle: Mutex<OpaquePointer>

  /// The stemmer of a language, or `nil` when Snowball has none for it.
  ///
  /// - Parameter language: A BCP 47 tag; only its first part counts, so `pt-BR` is `pt`.
  init?(language: String) {
    let tag = language.lowercased().prefix { $0 != "-" && $0 != "_" }
    // libstemmer also takes names of algorithms ("porter"): only two or three letters are languages.
    guard (2...3).contains(tag.utf8.count) else { return nil }
    let name = tag == "nb" || tag == "nn" ? "no" : String(tag)
    guard let handle = sb_stemmer_new(name, "UTF_8") else { return nil }
    self.handle = Mutex(handle)
  }

  deinit {
    handle.withLock { sb_stemmer_delete($0) }
  }

  /// The stem of a lower-case word with its accents in place, as Snowball expects it.
  func stem(_ word: String) -> String {
    let bytes = Array(word.utf8)
    guard let count = Int32(exactly: bytes.count) else { return word }
    return handle.withLock { stemmer in
      // Null only when memory ran out: the whole word is still a usable stem.
      guard let stem = sb_stemmer_stem(stemmer, bytes, count) else { return word }
      let length = Int(sb_stemmer_length(stemmer))
      return String(decoding: UnsafeBufferPointer(start: stem, count: length), as: UTF8.self)
    }
  }
}

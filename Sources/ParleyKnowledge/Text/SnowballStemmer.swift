import CSnowball
import Synchronization

/// Cuts words down to their stems with a Snowball algorithm.
///
/// libstemmer keeps the word in hand inside the stemmer, so one stemmer serves one word at a time;
/// a lock sees to that. The words of a collection come again and again, so their stems are kept.
final class SnowballStemmer: Sendable {
  private struct State {
    let stemmer: OpaquePointer
    var stems: [String: String] = [:]
  }

  /// How many stems are kept, and the longest words of which they are, in bytes.
  private static let mostKept = 10_000
  private static let longestKept = 32

  private let state: Mutex<State>

  /// The stemmer of a language, or `nil` when Snowball has none for it.
  ///
  /// - Parameter language: A BCP 47 tag; only its first part counts, so `pt-BR` is `pt`.
  init?(language: String) {
    let tag = language.lowercased().prefix { $0 != "-" && $0 != "_" }
    // libstemmer also takes names of algorithms ("porter"): only two or three letters are languages.
    guard (2...3).contains(tag.utf8.count) else { return nil }
    let name = tag == "nb" || tag == "nn" ? "no" : String(tag)
    guard let handle = sb_stemmer_new(name, "UTF_8") else { return nil }
    state = Mutex(State(stemmer: handle))
  }

  deinit {
    state.withLock { sb_stemmer_delete($0.stemmer) }
  }

  /// The stem of a lower-case word with its accents in place, as Snowball expects it.
  func stem(_ word: String) -> String {
    state.withLock { state in
      if let known = state.stems[word] { return known }
      let stem = Self.stem(word, state.stemmer)
      if word.utf8.count <= Self.longestKept {
        if state.stems.count >= Self.mostKept { state.stems.removeAll(keepingCapacity: true) }
        state.stems[word] = stem
      }
      return stem
    }
  }

  private static func stem(_ word: String, _ stemmer: OpaquePointer) -> String {
    let bytes = Array(word.utf8)
    // Null only when memory ran out: the whole word is still a usable stem.
    guard let count = Int32(exactly: bytes.count),
      let stem = sb_stemmer_stem(stemmer, bytes, count)
    else { return word }
    let length = Int(sb_stemmer_length(stemmer))
    return String(decoding: UnsafeBufferPointer(start: stem, count: length), as: UTF8.self)
  }
}

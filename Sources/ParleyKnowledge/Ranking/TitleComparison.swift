/// How the words of a request and the words of one field of a record meet.
struct TitleComparison {
  /// For each content word of the request: 1 when the field has it as it is written, else how sure
  /// the best alternative is that the field has, else 0.
  private(set) var certainty: [Float]
  /// Whether the field has the word as it is written.
  private(set) var isExact: [Bool]
  /// Where the field has each word first, or -1.
  private(set) var positions: [Int]
  /// How many of the field's words the request has, in any form; its function words included.
  private(set) var covered: Float = 0
  /// How many words the field has.
  let count: Int

  init(_ field: [Int], _ request: RequestComparison) {
    count = field.count
    certainty = Array(repeating: 0, count: request.count)
    isExact = Array(repeating: false, count: request.count)
    positions = Array(repeating: -1, count: request.count)
    var parts: [Int: UInt64] = [:]
    for (position, surface) in field.enumerated() {
      guard let stem = request.vocabulary.stem(ofSurface: surface) else { continue }
      var cover: Float = request.talk.contains(stem) ? 1 : 0
      for reading in request.readings[stem] ?? [] {
        if reading.parts > 1 {
          let bits = parts[reading.alternative, default: 0] | 1 << UInt64(reading.part)
          parts[reading.alternative] = bits
          cover = max(cover, reading.weight)
          guard bits.nonzeroBitCount == reading.parts else { continue }
        }
        let exact = request.surfaces[reading.word] == surface
        let sure = exact ? 1 : reading.weight
        cover = max(cover, sure)
        isExact[reading.word] = isExact[reading.word] || exact
        certainty[reading.word] = max(certainty[reading.word], sure)
        if positions[reading.word] < 0 { positions[reading.word] = position }
      }
      covered += cover
    }
  }
}

/// A request's words by the stems that stand for them, to be compared with many fields.
struct RequestComparison {
  struct Reading {
    var word: Int
    var weight: Float
    /// Which alternative of all, and which of its stems this is.
    var alternative: Int
    var part: Int
    var parts: Int
  }

  let vocabulary: Vocabulary
  /// By stem.
  private(set) var readings: [Int: [Reading]] = [:]
  /// The number of each content word as it is written, or -1.
  let surfaces: [Int]
  /// The stems of words without content.
  let talk: Set<Int>
  let count: Int

  init(_ words: [ExpandedWord], _ wording: RequestWording, _ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    count = words.count
    surfaces = words.map { $0.surface ?? -1 }
    talk = Set(
      wording.words.filter(\.isTalk).compactMap { vocabulary.stems.number(of: $0.stem) })
    var alternatives = 0
    for (index, word) in words.enumerated() {
      for alternative in word.alternatives {
        for (part, stem) in alternative.stems.enumerated() {
          readings[stem, default: []].append(
            Reading(
              word: index, weight: alternative.weight, alternative: alternatives, part: part,
              parts: alternative.stems.count))
        }
        alternatives += 1
      }
    }
  }
}

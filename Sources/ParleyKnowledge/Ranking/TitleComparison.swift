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
  /// Which of the request's quantities the field has.
  private(set) var quantities: Set<Int> = []
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
    if !request.quantities.isEmpty { readQuantities(field, request) }
  }

  /// Another quantity of the same unit, or of some of the same numbers, is another one: "1500 ml" says
  /// nothing to who asked for 2500 ml. All sides may stand apart or in another order.
  private mutating func leaveOut(_ wanted: ExpandedQuantity) {
    let isSingle = wanted.quantity.measures.count == 1
    guard isSingle || wanted.places.contains(where: { certainty[$0] == 0 }) else { return }
    for place in wanted.places {
      isExact[place] = false
      certainty[place] *= Self.shareOfOtherQuantity
    }
  }

  private static let shareOfOtherQuantity: Float = 0.3

  /// A quantity that the field has in other words is what the request's words mean, though not as they
  /// are written; it stands where its last word does.
  private mutating func readQuantities(_ field: [Int], _ request: RequestComparison) {
    let written = request.quantities(in: field)?.all ?? []
    for (index, wanted) in request.quantities.enumerated() {
      guard let found = written.first(where: { wanted.quantity.isPart(of: $0.quantity) }) else {
        leaveOut(wanted)
        continue
      }
      quantities.insert(index)
      for (offset, place) in wanted.places.reversed().enumerated() {
        certainty[place] = max(certainty[place], ExpandedQuantity.certainty)
        positions[place] = found.words.upperBound - 1 - offset
      }
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
  let quantities: [ExpandedQuantity]
  private let units: UnitWords
  let count: Int

  init(
    _ words: [ExpandedWord], _ wording: RequestWording, _ vocabulary: Vocabulary,
    _ quantities: [ExpandedQuantity], _ units: UnitWords
  ) {
    self.vocabulary = vocabulary
    self.quantities = quantities
    self.units = units
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

  /// The quantities of a field; `nil` when it has no digit.
  func quantities(in field: [Int]) -> WrittenQuantities? {
    let hasNumbers = field.contains {
      vocabulary.surfaces.utf8($0).contains { (0x30...0x39).contains($0) || $0 >= 0x80 }
    }
    return hasNumbers
      ? WrittenQuantities(field.map(vocabulary.surfaces.word), units: units) : nil
  }
}

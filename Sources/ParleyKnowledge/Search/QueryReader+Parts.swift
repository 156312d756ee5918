import ParleyPlugin

/// Messages that ask two things at once: "How long does shipping take and can I return it?".
extension QueryReader {
  private static let mostWords = 60
  private static let mostParts = 3
  /// A part of fewer words asks nothing by itself.
  private static let shortestPart = 2

  /// The questions of a message, when each of several opens as one.
  func parts(of message: String) -> [String] {
    let text = RequestText(message, analyzer: analyzer, lexicon: lexicon)
    let surfaces = text.words.map(\.surface)
    guard (2 * Self.shortestPart...Self.mostWords).contains(surfaces.count) else { return [] }
    var starts = [0]
    for index in 1..<surfaces.count where index - (starts.last ?? 0) >= Self.shortestPart {
      let isSentence = text.gaps[index].contains { "?!.".contains($0) }
      let joint = lexicon.length(of: .and, at: index, in: surfaces)
      let isJoined = joint > 0 && opensQuestion(index + joint, surfaces)
      if isJoined || (isSentence && opensQuestion(index, surfaces)) {
        starts.append(index + (isJoined ? joint : 0))
      }
    }
    guard (2...Self.mostParts).contains(starts.count) else { return [] }
    return starts.enumerated().compactMap { place, start in
      let end = place + 1 < starts.count ? starts[place + 1] : surfaces.count
      var range = start..<end
      // The word between two parts belongs to neither.
      while range.count > 1, lexicon.length(of: .and, at: range.upperBound - 1, in: surfaces) > 0 {
        range = range.lowerBound..<range.upperBound - 1
      }
      return range.count >= Self.shortestPart ? text.written(range) : nil
    }
  }

  private func opensQuestion(_ index: Int, _ surfaces: [String]) -> Bool {
    surfaces.indices.contains(index)
      && (lexicon.length(of: .question, at: index, in: surfaces) > 0
        || lexicon.length(of: .wish, at: index, in: surfaces) > 0)
  }
}

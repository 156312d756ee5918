/// The lines in which two texts differ, in the unified format: hunks of `@@ -1,3 +1,4 @@` with lines
/// that begin with a space, `-` or `+`.
struct TextDifference: Sendable, Hashable {
  /// Unchanged lines around a change.
  static let context = 2

  let lines: [String]

  init(from old: String, to new: String) {
    lines = TextDifference.hunks(TextDifference.edits(old, new)).flatMap(\.lines)
  }

  private enum Edit: Hashable {
    case kept(String)
    case removed(String)
    case added(String)

    var line: String {
      switch self {
      case .kept(let text): " " + text
      case .removed(let text): "-" + text
      case .added(let text): "+" + text
      }
    }

    var isChange: Bool {
      if case .kept = self { false } else { true }
    }
  }

  private struct Hunk {
    var edits: ArraySlice<Edit>
    /// Lines of each text before the hunk.
    var oldStart: Int
    var newStart: Int

    var lines: [String] {
      var (old, new) = (0, 0)
      for edit in edits {
        switch edit {
        case .kept: (old, new) = (old + 1, new + 1)
        case .removed: old += 1
        case .added: new += 1
        }
      }
      // An empty side is told by the line before it.
      let head =
        "@@ -\(old == 0 ? oldStart : oldStart + 1),\(old) "
        + "+\(new == 0 ? newStart : newStart + 1),\(new) @@"
      return [head] + edits.map(\.line)
    }
  }

  private static func edits(_ old: String, _ new: String) -> [Edit] {
    let before = split(old)
    let after = split(new)
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in after.difference(from: before) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var edits: [Edit] = []
    var (left, right) = (before.indices.lowerBound, after.indices.lowerBound)
    while left < before.count || right < after.count {
      if left < before.count, removed.contains(left) {
        edits.append(.removed(before[left]))
        left += 1
      } else if right < after.count, added.contains(right) {
        edits.append(.added(after[right]))
        right += 1
      } else {
        if left < before.count { edits.append(.kept(before[left])) }
        left += 1
        right += 1
      }
    }
    return edits
  }

  /// The lines, without the empty one after a final line break.
  private static func split(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  private static func hunks(_ edits: [Edit]) -> [Hunk] {
    var ranges: [Range<Int>] = []
    for position in edits.indices where edits[position].isChange {
      let range =
        max(0, position - context)..<min(edits.count, position + context + 1)
      if let last = ranges.last, last.upperBound >= range.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
      } else {
        ranges.append(range)
      }
    }
    return ranges.map { range in
      let before = edits[..<range.lowerBound]
      return Hunk(
        edits: edits[range],
        oldStart: before.count { if case .added = $0 { false } else { true } },
        newStart: before.count { if case .removed = $0 { false } else { true } })
    }
  }
}

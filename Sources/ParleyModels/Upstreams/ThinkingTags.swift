package import ParleyDomain

/// Takes a `<think>…</think>` at the beginning of a reply apart from the reply. A value, no I/O.
///
/// Some models write their thinking into the reply. Only a tag at the very beginning counts; what
/// looks like one later is text. The tags may be split anywhere between pieces.
package struct ThinkingTags: Sendable {
  private static let opening = "<think>"
  private static let closing = "</think>"

  private enum State {
    /// Nothing but what may become the opening tag has come; it is kept.
    case beginning
    /// Inside; the end of what has come is kept while it may begin the closing tag.
    case thinking
    /// Behind the closing tag, before the first letter.
    case gap
    case text
  }

  private var state = State.beginning
  private var kept = ""

  package init() {}

  /// Takes the next events of a reply; returns what can be told of them.
  package mutating func consume(_ events: [ModelEvent]) -> [ModelEvent] {
    events.flatMap { consume($0) }
  }

  /// Takes the next event of a reply; returns what can be told of it.
  package mutating func consume(_ event: ModelEvent) -> [ModelEvent] {
    guard case .text(let piece) = event, state != .text else { return [event] }
    kept += piece
    var events: [ModelEvent] = []
    while let next = step() { events += next }
    return events
  }

  /// The reply is over: returns what was kept.
  package mutating func finish() -> [ModelEvent] {
    defer { (state, kept) = (.text, "") }
    guard !kept.isEmpty else { return [] }
    return state == .thinking ? [.reasoning(kept)] : [.text(kept)]
  }

  /// Goes as far as what is kept allows; `nil` when more must come.
  private mutating func step() -> [ModelEvent]? {
    switch state {
    case .beginning: begin()
    case .thinking: think()
    case .gap: leaveGap()
    case .text: nil
    }
  }

  private mutating func begin() -> [ModelEvent]? {
    let start = kept.drop(while: \.isWhitespace)
    if start.hasPrefix(Self.opening) {
      kept = String(start.dropFirst(Self.opening.count))
      state = .thinking
      return []
    }
    return Self.opening.hasPrefix(start) ? nil : release()
  }

  private mutating func think() -> [ModelEvent]? {
    if let end = kept.firstRange(of: Self.closing) {
      let thought = String(kept[..<end.lowerBound])
      kept = String(kept[end.upperBound...])
      state = .gap
      return thought.isEmpty ? [] : [.reasoning(thought)]
    }
    let held = (1..<Self.closing.count).last { kept.hasSuffix(Self.closing.prefix($0)) } ?? 0
    let thought = String(kept.dropLast(held))
    guard !thought.isEmpty else { return nil }
    kept = String(kept.suffix(held))
    return [.reasoning(thought)]
  }

  private mutating func leaveGap() -> [ModelEvent]? {
    kept = String(kept.drop(while: \.isWhitespace))
    return kept.isEmpty ? nil : release()
  }

  private mutating func release() -> [ModelEvent] {
    defer { (state, kept) = (.text, "") }
    return [.text(kept)]
  }
}

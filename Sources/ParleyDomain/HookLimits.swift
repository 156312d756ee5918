package import ParleyPlugin

/// How much one call of a hook may hand back. A result beyond it counts as a failure of the hook:
/// cutting it silently would hide from the plugin's author what the customer did not get.
package enum HookLimits {
  /// Parts, annotations, effects or sources.
  package static let items = 1000
  /// Bytes of UTF-8 in one of them.
  package static let itemBytes = 256 << 10
  /// Bytes of UTF-8 in all of them.
  package static let totalBytes = 1 << 20
  /// Bytes of one effect, which nobody waits for: a delivery may hold a whole conversation.
  package static let effectBytes = 4 << 20
  /// Bytes of all effects of one job.
  package static let allEffectsBytes = 8 << 20
  /// How deep a JSON value in an effect may nest.
  package static let depth = 64

  /// What is too much about a result, as a sentence; `nil` when it keeps the limits.
  package static func excess(of result: some HookResult) -> String? {
    let (sizes, limit) = (result.itemBytes, result.byteLimit)
    guard sizes.count <= items else {
      return "returned \(sizes.count) \(result.noun); the limit is \(items)"
    }
    var total = 0
    for (position, size) in sizes.enumerated() {
      guard let size else {
        return "\(result.noun)[\(position)] nests deeper than \(depth) levels"
      }
      guard size <= limit.item else {
        return "\(result.noun)[\(position)] has \(size) bytes; the limit is \(limit.item)"
      }
      total += size
    }
    guard total <= limit.total else {
      return "returned \(total) bytes in all; the limit is \(limit.total)"
    }
    return nil
  }
}

/// What a hook hands back, as far as the host measures and counts it.
package protocol HookResult: Sendable {
  /// The bytes of text in each item; `nil` for one that nests too deep to be measured.
  var itemBytes: [Int?] { get }
  /// What the items are called.
  var noun: String { get }
  /// What became of the run, for metrics.
  var outcomeName: String { get }
  /// The most bytes in one item and in all.
  var byteLimit: (item: Int, total: Int) { get }
}

extension HookResult {
  package var byteLimit: (item: Int, total: Int) { (HookLimits.itemBytes, HookLimits.totalBytes) }
}

extension PrePromptOutcome: HookResult {
  package var itemBytes: [Int?] {
    switch self {
    case .unchanged: []
    case .parts(let parts): parts.map { $0.text.utf8.count + ($0.source?.byteCount ?? 0) }
    case .answer(let answer): [answer.text.utf8.count] + answer.sources.map(\.byteCount)
    case .refuse(let reason): [reason.utf8.count]
    }
  }

  package var noun: String {
    switch self {
    case .unchanged, .parts: "parts"
    case .answer: "texts of an answer"
    case .refuse: "reasons"
    }
  }

  package var outcomeName: String {
    switch self {
    case .unchanged, .parts([]): "unchanged"
    case .parts: "parts"
    case .answer: "answered"
    case .refuse: "refused"
    }
  }
}

extension SentenceVerdict: HookResult {
  package var itemBytes: [Int?] {
    switch self {
    case .release: []
    case .withhold(let line, let notice):
      [line.utf8.count, notice.code.utf8.count + notice.message.utf8.count]
    }
  }

  package var noun: String { "texts of a verdict" }

  package var outcomeName: String {
    switch self {
    case .release: "released"
    case .withhold: "withheld"
    }
  }
}

/// Something that hooks return several of.
package protocol HookResultItem: Sendable {
  /// The bytes of its texts; `nil` when it nests too deep to be measured.
  var itemBytes: Int? { get }
  static var noun: String { get }
  static var outcomeName: String { get }
  /// The most bytes in one of them and in all.
  static var byteLimit: (item: Int, total: Int) { get }
}

extension HookResultItem {
  package static var byteLimit: (item: Int, total: Int) {
    (HookLimits.itemBytes, HookLimits.totalBytes)
  }
}

extension Array: HookResult where Element: HookResultItem {
  package var itemBytes: [Int?] { map(\.itemBytes) }
  package var noun: String { Element.noun }
  package var outcomeName: String { isEmpty ? "unchanged" : Element.outcomeName }
  package var byteLimit: (item: Int, total: Int) { Element.byteLimit }
}

extension Annotation: HookResultItem {
  package static let noun = "annotations"
  package static let outcomeName = "annotated"

  package var itemBytes: Int? { notice.code.utf8.count + notice.message.utf8.count }
}

extension Effect: HookResultItem {
  package static let noun = "effects"
  package static let outcomeName = "effects"
  package static var byteLimit: (item: Int, total: Int) {
    (HookLimits.effectBytes, HookLimits.allEffectsBytes)
  }

  package var itemBytes: Int? {
    switch self {
    case .annotation(let annotation): annotation.itemBytes
    case .summary(let text, _): text.utf8.count
    case .memory(let memory, _): memory.text.utf8.count
    case .observation, .reflection: 0
    case .finding(let kind, let value): value.byteCount.map { kind.utf8.count + $0 }
    case .logLine(let file, let value, _): value.byteCount.map { file.utf8.count + $0 }
    case .deliver(let delivery):
      delivery.body.byteCount.map { bytes in
        delivery.headers.reduce(delivery.url.utf8.count + bytes) {
          $0 + $1.key.utf8.count + $1.value.utf8.count
        }
      }
    }
  }
}

extension Source {
  fileprivate var byteCount: Int {
    title.utf8.count + (url?.utf8.count ?? 0) + reference.id.utf8.count
  }
}

extension JSONValue {
  /// About how many bytes it has as text; `nil` beyond ``HookLimits/depth``. A loop and no recursion,
  /// because a plugin made the value.
  fileprivate var byteCount: Int? {
    var bytes = 0
    var rest: [(value: JSONValue, depth: Int)] = [(self, 0)]
    while let (value, depth) = rest.popLast() {
      guard depth <= HookLimits.depth else { return nil }
      bytes += 8
      switch value {
      case .string(let text): bytes += text.utf8.count
      case .array(let values): for value in values { rest.append((value, depth + 1)) }
      case .object(let members):
        for (key, value) in members {
          bytes += key.utf8.count
          rest.append((value, depth + 1))
        }
      default: break
      }
    }
    return bytes
  }
}

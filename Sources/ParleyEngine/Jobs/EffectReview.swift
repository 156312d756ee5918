import ParleyDomain
import ParleyPlugin

/// Checks what a post-response hook wants done before any of it is stored. The hook may be foreign
/// code: it reaches its own chat and the addresses in its own settings, and nothing else.
struct EffectReview {
  /// So many effects of one job.
  static let mostEffects = 200
  /// The longest document to be delivered, logged or kept, in bytes of its texts: room for the longest
  /// message, the longest reply, and as much again.
  static let longestBody = 4 << 20
  /// The longest notice, summary or memory, in bytes.
  static let longestText = 64 << 10
  /// Headers that belong to the host, in lower case.
  static let ownHeaders: Set<String> = [
    "connection", "content-length", "content-type", "expect", "host", "keep-alive", "te",
    "trailer", "transfer-encoding", "upgrade", "user-agent", "webhook-id", "webhook-signature",
    "webhook-timestamp",
  ]

  let job: Job
  let entry: PluginEntry
  /// Those of the named messages that are in the job's chat.
  let messages: Set<MessageID>
  /// The messages that memories may rest on: the owner's own words.
  let statements: Set<MessageID>

  /// What may be stored: deliveries apart, notices under the plugin's name and with their place. Throws ``PluginError``
  /// naming the first effect that may not.
  func reviewed(
    _ effects: [Effect], at now: Timestamp
  ) throws -> (effects: [Effect], deliveries: [OutgoingDelivery]) {
    guard effects.count <= EffectReview.mostEffects else {
      throw PluginError(
        "it wants \(effects.count) things done; the limit is \(EffectReview.mostEffects)")
    }
    var kept: [Effect] = []
    var deliveries: [OutgoingDelivery] = []
    for effect in effects {
      try checkSize(of: effect)
      switch effect {
      case .annotation(var annotation):
        annotation.notice.plugin = entry.name
        annotation.notice.range = annotation.range ?? annotation.notice.range
        kept.append(.annotation(annotation))
      case .deliver(let delivery):
        deliveries.append(try outgoing(delivery, number: deliveries.count + 1, at: now))
      case .summary(_, let covered):
        try checkOwn(covered, of: "a summary")
        kept.append(effect)
      case .memory(_, let evidence):
        try checkStatements(evidence, of: "a memory")
        kept.append(effect)
      case .observation(let observation):
        try checkStatements([observation.message], of: "an observation")
        kept.append(effect)
      case .reflection(let messages):
        try checkStatements(messages, of: "a reflection")
        kept.append(effect)
      case .finding, .logLine: kept.append(effect)
      }
    }
    return (kept, deliveries)
  }

  private func checkSize(of effect: Effect) throws {
    let (size, limit) =
      switch effect {
      case .annotation(let annotation):
        (
          annotation.notice.code.utf8.count + annotation.notice.message.utf8.count,
          EffectReview.longestText
        )
      case .summary(let text, _): (text.utf8.count, EffectReview.longestText)
      case .memory(let memory, _): (memory.text.utf8.count, EffectReview.longestText)
      case .observation, .reflection: (0, EffectReview.longestText)
      case .finding(let kind, let value):
        (kind.utf8.count + value.textBytes, EffectReview.longestBody)
      case .logLine(_, let value, _): (value.textBytes, EffectReview.longestBody)
      case .deliver(let delivery): (delivery.body.textBytes, EffectReview.longestBody)
      }
    guard size > limit else { return }
    throw PluginError("it wants \(size) bytes kept or delivered at once; the limit is \(limit)")
  }

  private func checkOwn(_ named: [MessageID], of what: String) throws {
    guard let foreign = named.first(where: { !messages.contains($0) }) else { return }
    throw PluginError("\(what) names message '\(foreign)', which is not in this chat")
  }

  private func checkStatements(_ named: [MessageID], of what: String) throws {
    guard let foreign = named.first(where: { !statements.contains($0) }) else { return }
    throw PluginError("\(what) names message '\(foreign)', which its owner did not write")
  }

  /// The n-th delivery of the job. Its id follows from both, so running the job again gives it again.
  private func outgoing(
    _ delivery: Delivery, number: Int, at now: Timestamp
  ) throws -> OutgoingDelivery {
    guard delivery.url.hasPrefix("https://") || delivery.url.hasPrefix("http://"),
      let address = entry.settings.pointer(to: delivery.url)
    else {
      throw PluginError(
        "it wants something delivered to an address that does not stand in the settings of "
          + "'\(entry.name)'; write the address there")
    }
    var secret: JSONPointer?
    if let text = delivery.secret {
      secret = entry.settings.pointer(to: text)
      guard secret != nil else {
        throw PluginError(
          "it wants a delivery signed with a secret that does not stand in the settings of "
            + "'\(entry.name)'")
      }
    }
    return OutgoingDelivery(
      id: "msg_\(job.id)_\(number)", chat: job.chat, plugin: entry.name, address: address,
      headers: try headers(delivery.headers), secret: secret, body: delivery.body, dueAt: now)
  }

  private func headers(_ headers: [String: String]) throws -> [String: OutgoingDelivery.HeaderText]
  {
    for name in headers.keys.sorted()
    where EffectReview.ownHeaders.contains(name.lowercased()) {
      throw PluginError("it wants a delivery with the header '\(name)', which Parley sets itself")
    }
    return headers.mapValues { text in
      entry.settings.pointer(to: text).map { .setting($0) } ?? .written(text)
    }
  }
}

extension JSONValue {
  /// About how long the document is: the bytes of its texts and keys, and 8 for every other value.
  fileprivate var textBytes: Int {
    switch self {
    case .string(let text): text.utf8.count
    case .array(let elements): elements.reduce(8) { $0 + $1.textBytes }
    case .object(let members):
      members.reduce(8) { $0 + $1.key.utf8.count + $1.value.textBytes }
    case .null, .boolean, .integer, .number: 8
    }
  }
}

import ParleyJSON
import ParleyPlugin

/// What the host writes to a child: one JSON object per line.
enum HostMessage {
  /// The first line: who is asked for what.
  static func hello(entry: String, options: JSONValue, hooks: Set<HookPoint>) -> [UInt8] {
    line([
      "hello": [
        "version": .integer(ChildMessage.version), "entry": .string(entry), "options": options,
        "hooks": .array(
          HookPoint.allCases.filter(hooks.contains).map { .string($0.rawValue) }),
      ]
    ])
  }

  /// A hook to run. `subject` is `{turn}`, `{exchange}` or `{session}`.
  static func request(
    _ id: Int, _ hook: HookPoint, _ subject: [String: JSONValue], host: any TurnHost
  ) -> [UInt8] {
    let own: [String: JSONValue] = [
      "id": .integer(id), "hook": .string(hook.rawValue),
      "deadline_ms": .integer(Int(clamping: host.deadline.remaining.inMilliseconds)),
      "now": .string(host.now.description),
    ]
    return line(.object(subject.merging(own) { _, own in own }))
  }

  /// Nobody waits for this request any more.
  static func cancel(_ id: Int) -> [UInt8] {
    line(["cancel": .integer(id)])
  }

  /// The answer to a child's call.
  static func answer(to call: String, of request: Int, _ answer: Result<JSONValue, CallFailure>)
    -> [UInt8]
  {
    var members: [String: JSONValue] = ["call_id": .string(call), "for": .integer(request)]
    switch answer {
    case .success(let result): members["result"] = result
    case .failure(let failure): members["error"] = .string(failure.reason)
    }
    return line(.object(members))
  }

  private static func line(_ value: JSONValue) -> [UInt8] {
    JSONWriter.bytes(value) + [UInt8(ascii: "\n")]
  }
}

/// Why a child's call got no result.
struct CallFailure: Error, Sendable, Hashable {
  var reason: String
}

package import ParleyPlugin

extension Trace {
  /// What is stored with a reply: the prompt's parts, lookups, hook runs, attempts, notices, timings.
  package var json: JSONValue {
    var json: [String: JSONValue] = [
      "lookups": .array(lookups.map(\.json)), "hooks": .array(hooks.map(\.json)),
      "attempts": .array(attempts.map(\.json)), "notices": .array(notices.map(\.json)),
      "milliseconds": .number(milliseconds),
    ]
    if let prompt { json["prompt"] = .object(prompt.json) }
    return .object(json)
  }
}

extension Lookup {
  /// `{plugin, text, collection, version, total, coverage, milliseconds, hits[{id, score}]}`
  package var json: JSONValue {
    [
      "plugin": .string(plugin), "text": .string(text),
      "collection": .string(result.collection.name), "version": .string(result.version),
      "total": .integer(result.total), "coverage": .number(result.coverage),
      "milliseconds": .number(milliseconds),
      "hits": .array(
        result.hits.map {
          ["id": .string($0.record.reference.id), "score": .number($0.score)]
        }),
    ]
  }
}

extension HookRun {
  /// `{plugin, hook, outcome, parts?, reason?, milliseconds}`
  package var json: JSONValue {
    var json: [String: JSONValue] = [
      "plugin": .string(plugin), "hook": .string(hook.rawValue),
      "milliseconds": .number(milliseconds),
    ]
    switch outcome {
    case .parts(let count):
      json["outcome"] = "parts"
      json["parts"] = .integer(count)
    case .unchanged: json["outcome"] = "unchanged"
    case .answered: json["outcome"] = "answered"
    case .refused: json["outcome"] = "refused"
    case .skipped(let reason):
      json["outcome"] = "skipped"
      json["reason"] = .string(reason)
    case .failed(let reason):
      json["outcome"] = "failed"
      json["reason"] = .string(reason)
    }
    return .object(json)
  }
}

extension Attempt {
  /// `{upstream, milliseconds, first_text_milliseconds?, error?}`
  package var json: JSONValue {
    var json: [String: JSONValue] = [
      "upstream": .string(upstream), "milliseconds": .number(milliseconds),
    ]
    json["first_text_milliseconds"] = firstTextMilliseconds.map(JSONValue.number)
    if let error {
      json["error"] = ["code": .string(error.code.rawValue), "message": .string(error.description)]
    }
    return .object(json)
  }
}

package import ParleyPlugin

extension Trace {
  /// What is stored with a reply: the members of an explanation, and `model?`, `status`,
  /// `finish_reason?`, `usage?`, `attempts[]`, `notices[]`, `milliseconds`,
  /// `prompt_digests?`.
  package var json: JSONValue {
    let versions = reply?.knowledge ?? [:]
    var json = prompt?.json(hooks: hooks, versions: versions) ?? Prompt.noPrompt
    json["persona"] = .string(persona)
    json["upstream"] = reply?.upstream.map(JSONValue.string) ?? .null
    json["verdict"] = verdict?.json
    json["lookups"] = .array(lookups.map(\.json))
    json["hooks"] = .array(hooks.map(\.json))
    json["knowledge"] = .object(versions.mapValues(JSONValue.string))
    json["model"] = reply?.model.map(JSONValue.string)
    json["status"] = reply.map { .string($0.status.rawValue) }
    json["finish_reason"] = reply?.finishReason.map { .string($0.rawValue) }
    json["usage"] = reply?.usage?.json
    json["attempts"] = .array(attempts.map(\.json))
    json["notices"] = .array(notices.map(\.json))
    json["milliseconds"] = .number(milliseconds)
    json["prompt_digests"] = prompt?.digests.json
    return .object(json)
  }
}

extension Lookup {
  /// `{plugin, text, collection, version, reading{}, total, coverage, milliseconds, hits[{id, title,
  /// score}], nearest[{id, title, score}]}`; the nearest stand in for hits that filters left none of.
  package var json: JSONValue {
    [
      "plugin": .string(plugin), "text": .string(text),
      "collection": .string(result.collection.name), "version": .string(result.version),
      "reading": result.reading.json,
      "total": .integer(result.total), "coverage": .number(result.coverage),
      "milliseconds": .number(milliseconds),
      "hits": .array(result.hits.map(\.json)), "nearest": .array(result.nearest.map(\.json)),
    ]
  }
}

extension SearchHit {
  /// `{id, title, score}`
  fileprivate var json: JSONValue {
    [
      "id": .string(record.reference.id), "title": .string(record.title), "score": .number(score),
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
  /// `{upstream, cause?, waited_milliseconds?, milliseconds, first_text_milliseconds?,
  /// cost?{amount, currency, estimated}, error?{code, message, status?}}`
  package var json: JSONValue {
    var json: [String: JSONValue] = [
      "upstream": .string(upstream), "milliseconds": .number(milliseconds),
    ]
    json["cause"] = cause.map { .string($0.rawValue) }
    if waitedMilliseconds > 0 { json["waited_milliseconds"] = .number(waitedMilliseconds) }
    json["first_text_milliseconds"] = firstTextMilliseconds.map(JSONValue.number)
    json["cost"] = cost?.json
    if let error {
      var told: [String: JSONValue] = [
        "code": .string(error.code.rawValue), "message": .string(error.description),
      ]
      told["status"] = error.status.map(JSONValue.integer)
      json["error"] = .object(told)
    }
    return .object(json)
  }
}

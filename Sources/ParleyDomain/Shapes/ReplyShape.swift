package import ParleyPlugin

// The JSON shapes that other programs rely on. They only ever grow.

extension Citation {
  /// `{index, collection, id, title, url, ranges[[start, end]]}`
  package var json: JSONValue {
    [
      "index": .integer(index),
      "collection": .string(source.reference.collection),
      "id": .string(source.reference.id),
      "title": .string(source.title),
      "url": source.url.map(JSONValue.string) ?? .null,
      "ranges": .array(
        ranges.map { .array([.integer($0.lowerBound), .integer($0.upperBound)]) }),
    ]
  }
}

extension Notice {
  /// `{code, message, plugin?, range?[start, end]}`
  package var json: JSONValue {
    var json: [String: JSONValue] = ["code": .string(code), "message": .string(message)]
    json["plugin"] = plugin.map(JSONValue.string)
    json["range"] = range.map { [.integer($0.lowerBound), .integer($0.upperBound)] }
    return .object(json)
  }
}

extension Usage {
  /// `{input_tokens, output_tokens, cached_tokens, estimated, cost?}`
  package var json: JSONValue {
    var json: [String: JSONValue] = [
      "input_tokens": .integer(inputTokens), "output_tokens": .integer(outputTokens),
      "cached_tokens": .integer(cachedTokens), "estimated": .boolean(estimated),
    ]
    if let cost {
      json["cost"] = ["amount": .string(cost.decimal), "currency": .string(cost.currency)]
    }
    return .object(json)
  }
}

extension Source {
  /// `{collection, id, title, url}`
  package var json: JSONValue {
    [
      "collection": .string(reference.collection), "id": .string(reference.id),
      "title": .string(title), "url": url.map(JSONValue.string) ?? .null,
    ]
  }
}

import ParleyPlugin

extension CrossChecks {
  mutating func checkUpstreams() {
    for (index, upstream) in entries("upstreams").enumerated() {
      let path = "upstreams[\(index)]"
      if upstream["provider"]?.string == "openai" { checkEndpoint(upstream, path) }
      if let spend = upstream["spend"], spend["per_day"] != nil,
        upstream["price"] == nil
      {
        report("\(path).spend", "needs 'price' beside it, or nothing can be counted")
      }
    }
  }

  private mutating func checkEndpoint(_ upstream: JSONValue, _ path: String) {
    // A setting that was wrong has a mark and no value: it has been reported.
    if marks["\(path).base_url"] == nil {
      report(
        "\(path).base_url",
        "missing; Where the endpoint is, for example http://127.0.0.1:11434/v1, or '' to leave it out"
      )
    }
    if upstream["model"] == nil, marks["\(path).model"] == nil {
      report("\(path).model", "missing; The model's name as the endpoint knows it.")
    } else if upstream["model"]?.string == "" {
      report("\(path).model", "expected the model's name as the endpoint knows it, not empty text")
    }
  }
}

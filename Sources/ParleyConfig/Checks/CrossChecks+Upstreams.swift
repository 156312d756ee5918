import ParleyPlugin

extension CrossChecks {
  mutating func checkUpstreams() {
    for (index, upstream) in entries("upstreams").enumerated() {
      let path = "upstreams[\(index)]"
      let provider = upstream["provider"]?.string
      if provider == "openai" || provider == "anthropic" { checkEndpoint(upstream, path) }
      if provider == "anthropic", upstream["api"]?.string == "completions" {
        report("\(path).api", "'completions' is for 'provider: openai'; leave it out")
      }
      if let spend = upstream["spend"], spend["per_day"] != nil || spend["per_month"] != nil,
        upstream["price"] == nil
      {
        report("\(path).spend", "needs 'price' beside it, or nothing can be counted")
      }
    }
  }

  private mutating func checkEndpoint(_ upstream: JSONValue, _ path: String) {
    for name in (upstream["headers"]?.object ?? [:]).keys.sorted() {
      checkHeader(name, "\(path).headers.\(name)")
    }
    if let name = upstream["auth_header"]?["name"]?.string {
      checkHeader(name, "\(path).auth_header.name")
    }
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

  private mutating func checkHeader(_ name: String, _ path: String) {
    let isToken = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"):
        true
      default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
      }
    }
    if name.isEmpty || !isToken {
      report(path, "'\(name.prefix(80))' is no name of a header")
    } else if ["host", "content-length", "transfer-encoding", "connection", "content-type"]
      .contains(name.lowercased())
    {
      report(path, "'\(name)' is set by Parley itself")
    }
  }
}

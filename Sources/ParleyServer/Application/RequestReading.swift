import ParleyJSON
import ParleyPlugin

/// Reads what a route of Parley's own takes, and refuses everything else.
enum RequestReading {
  /// The members of the body, each of the kind that the route wants. Throws ``Problem`` with all
  /// faults at once.
  static func fields(of request: ServerRequest, _ specs: [FieldSpec]) throws -> [String: JSONValue]
  {
    try checkJSON(request)
    let members: [String: JSONValue]
    do {
      members = try JSONParser.parseObject(request.body)
    } catch {
      throw Problem(error)
    }
    return try checked(members, specs)
  }

  /// Throws unless the body is said to be JSON as it is.
  static func checkJSON(_ request: ServerRequest) throws {
    try checkEncoding(request)
    try checkMediaType(request)
  }

  /// The members of a body, when each is one of these and of its kind.
  static func checked(
    _ members: [String: JSONValue], _ specs: [FieldSpec]
  ) throws -> [String: JSONValue] {
    var faults: [Problem.Fault] = []
    for name in members.keys.sorted() where !specs.contains(where: { $0.name == name }) {
      let question = Spelling.question(name, among: specs.map(\.name))
      faults.append(
        Problem.Fault(pointer(name), "unknown field '\(Problem.shown(name))'\(question)"))
    }
    for spec in specs {
      if let value = members[spec.name] {
        if let fault = spec.fault(in: value) {
          faults.append(Problem.Fault(pointer(spec.name), fault))
        }
      } else if spec.isRequired {
        faults.append(Problem.Fault(pointer(spec.name), "is missing: \(spec.doc)"))
      }
    }
    guard let first = faults.first else { return members }
    throw Problem(
      400, "invalid_fields",
      faults.count == 1
        ? "\(first.pointer): \(first.message)." : "\(faults.count) fields are wrong; see errors.",
      faults: faults)
  }

  /// A number in the query within its range, or the default.
  static func integer(
    _ name: String, in request: ServerRequest, _ range: ClosedRange<Int>, default standard: Int
  ) throws -> Int {
    guard let text = request.queryValue(name) else { return standard }
    guard let number = Int(text), range.contains(number) else {
      throw Problem.query(
        name, "expected a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// The first of the offered media types that the client accepts.
  static func accepted(_ request: ServerRequest, of offers: [String]) throws -> String {
    let ranges = request.headers.values("Accept").joined(separator: ",")
      .split(separator: ",").map(MediaRange.init)
    guard let first = offers.first, !ranges.isEmpty else { return offers.first ?? "" }
    var best: (type: String, quality: Double) = (first, 0)
    for offer in offers {
      let quality = ranges.filter { $0.admits(offer) }
        .max { $0.specificity < $1.specificity }?.quality
      if let quality, quality > best.quality { best = (offer, quality) }
    }
    guard best.quality > 0 else {
      throw Problem(
        406, "not_acceptable",
        "The Accept header admits none of what there is: \(offers.joined(separator: ", ")).")
    }
    return best.type
  }

  /// What names a request's media type, without its parameters and in lower case.
  static func mediaType(_ header: String) -> String {
    header.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased()
  }

  private static func checkEncoding(_ request: ServerRequest) throws {
    guard let coding = request.headers["Content-Encoding"], coding.lowercased() != "identity"
    else { return }
    throw Problem(
      415, "content_encoding",
      "Bodies are taken as they are, not '\(Problem.shown(coding))'; leave Content-Encoding away.",
      headers: [Problem.Header("Accept-Encoding", "identity")])
  }

  private static func checkMediaType(_ request: ServerRequest) throws {
    let header = request.headers["Content-Type"] ?? ""
    let parameters = header.lowercased().split(separator: ";").dropFirst()
      .map { $0.filter { $0 != " " && $0 != "\"" } }
    guard mediaType(header) == "application/json",
      parameters.allSatisfy({ !$0.hasPrefix("charset=") || $0 == "charset=utf-8" })
    else {
      throw Problem(
        415, "unsupported_media_type",
        "The body must be sent as Content-Type: application/json, in UTF-8.")
    }
  }

  /// A JSON pointer to a member (RFC 6901).
  private static func pointer(_ name: String) -> String {
    var escaped = "/"
    for character in Problem.shown(name) {
      switch character {
      case "~": escaped += "~0"
      case "/": escaped += "~1"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}

/// One element of an `Accept` header.
private struct MediaRange {
  let type: String
  let quality: Double

  init(_ text: Substring) {
    type = RequestReading.mediaType(String(text))
    let weights = text.lowercased().split(separator: ";").dropFirst()
      .map { $0.filter { $0 != " " } }.filter { $0.hasPrefix("q=") }
    quality = weights.first.flatMap { Double($0.dropFirst(2)) } ?? 1
  }

  func admits(_ offer: String) -> Bool {
    type == "*/*" || type == offer
      || (type.hasSuffix("/*") && offer.hasPrefix(type.dropLast()))
  }

  /// The more exact range decides.
  var specificity: Int { type == "*/*" ? 0 : type.hasSuffix("/*") ? 1 : 2 }
}

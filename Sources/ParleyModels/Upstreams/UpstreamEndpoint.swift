package import ParleyHTTPClient
package import ParleyPlugin

/// A model endpoint as the configuration describes it, whatever protocol it speaks.
package struct UpstreamEndpoint: Sendable {
  /// What is asked for.
  package enum Interface: String, Sendable, Hashable {
    /// A chat model: messages with roles.
    case chat
    /// A base model: one text, which it goes on with.
    case completions
    /// Anthropic's Messages: turns of user and assistant, instructions beside them.
    case messages
  }

  /// How the key is sent.
  package struct KeyHeader: Sendable, Hashable {
    package var name: String
    /// What stands before the key; `nil` for the key alone.
    package var scheme: String?

    package static let bearer = KeyHeader(name: "Authorization", scheme: "Bearer")
    /// What Anthropic asks for.
    package static let xAPIKey = KeyHeader(name: "x-api-key")

    package init(name: String, scheme: String? = nil) {
      self.name = name
      self.scheme = scheme
    }
  }

  /// The version of Anthropic's protocol that Parley speaks; another one may stand among `headers`.
  private static let messagesVersion = (name: "anthropic-version", value: "2023-06-01")

  /// The name of the entry under `upstreams:`.
  package var name: String
  /// Up to and including the version, for example `https://api.openai.com/v1`; a slash at its end
  /// changes nothing. For Anthropic's protocol the version may be missing, as its own clients write
  /// the address.
  package var baseURL: String
  /// `nil` sends none.
  package var apiKey: String?
  package var keyHeader = KeyHeader.bearer
  /// Further headers, which go before those that Parley sends by itself. Values may be secret.
  package var headers: [String: String] = [:]
  /// What follows a question mark in the address, for example Azure's `api-version`.
  package var query: [String: String] = [:]
  package var interface = Interface.chat
  /// Members of the request that the endpoint does not take.
  package var dropped: Set<String> = []
  /// Whether the host may be in a private network although its name does not look so.
  package var allowsPrivate = false
  /// A file with the certificates of the authorities to trust instead of the system's.
  package var authorities: String?
  /// Whether replies begin with thinking between `<think>` and `</think>`.
  package var hasThinkingTags = false
  package var model: String
  /// Further members of the request, for example `temperature`.
  ///
  /// `null` leaves a member out that Parley would send: `max_tokens`, `stream_options`. A number
  /// under `max_tokens` or `max_completion_tokens` is an upper limit and names the member in which
  /// the limit of each reply goes out.
  package var parameters: [String: JSONValue]
  package var timeouts: HTTPTimeouts

  package init(
    name: String, baseURL: String, apiKey: String? = nil, model: String,
    parameters: [String: JSONValue] = [:], timeouts: HTTPTimeouts = HTTPTimeouts()
  ) {
    self.name = name
    self.baseURL = baseURL
    self.apiKey = apiKey
    self.model = model
    self.parameters = parameters
    self.timeouts = timeouts
  }

  /// Where replies are asked for.
  var url: String {
    switch interface {
    case .chat: url(path: "/chat/completions")
    case .completions: url(path: "/completions")
    case .messages: url(path: "/messages")
    }
  }

  /// Where the models are listed, or the one that is asked for is described.
  var modelsURL: String {
    // The list has no aliases, but each can be asked for.
    interface == .messages ? url(path: "/models/" + Self.escaped(model)) : url(path: "/models")
  }

  /// An address below the base, with the query.
  func url(path: String) -> String {
    var base = baseURL[...]
    while base.last == "/" { base.removeLast() }
    let version = interface == .messages && !base.hasSuffix("/v1") ? "/v1" : ""
    let pairs = query.sorted { $0.key < $1.key }.map { name, value in
      "\(Self.escaped(name))=\(Self.escaped(value))"
    }
    return base + version + path + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
  }

  /// The headers of a request, each name once.
  func headers(stream: Bool, userAgent: String) -> [(name: String, value: String)] {
    var all = headers.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    if let apiKey, !apiKey.isEmpty {
      all.append((keyHeader.name, keyHeader.scheme.map { "\($0) \(apiKey)" } ?? apiKey))
    }
    var own = [
      (name: "Content-Type", value: "application/json"),
      (name: "Accept", value: stream ? "text/event-stream" : "application/json"),
      (name: "User-Agent", value: userAgent),
    ]
    if interface == .messages { own.append(Self.messagesVersion) }
    let given = Set(all.map { $0.name.lowercased() })
    return own.filter { !given.contains($0.name.lowercased()) } + all
  }

  /// A name that only a private network knows, or an address, may lead there; a name of the Internet
  /// may not, or whoever answers for it could send the key elsewhere.
  var reach: HTTPRequest.Reach {
    guard !allowsPrivate else { return .privateNetworks }
    guard var host = HTTPClient.host(of: baseURL)?.lowercased() else { return .internet }
    if host.hasSuffix(".") { host.removeLast() }
    let isAddress = host.hasPrefix("[") || host.split(separator: ".").last?.first?.isNumber == true
    let isPrivateName =
      !host.contains(".")
      || [".localhost", ".local", ".internal", ".lan", ".home.arpa", ".test"]
        .contains(where: host.hasSuffix)
    return isAddress || isPrivateName ? .privateNetworks : .internet
  }

  /// Whether nothing that could be a key goes out.
  var sendsNoKey: Bool { apiKey?.isEmpty != false && headers.isEmpty }

  /// What must not be shown: the key, and the values of headers.
  var secrets: [String] {
    ([apiKey].compactMap { $0 } + headers.values).filter { $0.utf8.count >= 4 }
  }

  /// Percent-encodes all but unreserved characters (RFC 3986, section 2.3).
  private static func escaped(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var escaped: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        escaped.append(byte)
      default:
        escaped += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  /// Host and port in ``baseURL``, for messages.
  var host: String { HTTPClient.address(of: baseURL) ?? "no usable base_url" }
}

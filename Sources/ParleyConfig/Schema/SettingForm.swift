/// What a setting's text has to look like, beyond its type in the table.
enum SettingForm {
  /// Text, or `{file: path}` whose content is the text.
  case textOrFile
  /// A share of the context, or a mapping with ``ConfigurationSchema/share``.
  case shareOrMapping
  /// `HOST:PORT`
  case listenAddress
  /// `http://…` or `https://…`
  case webAddress
  /// As ``webAddress``, to which Parley itself sends requests; may be empty.
  case upstreamAddress
  /// Scheme, host and port of a web page.
  case origin
  /// A host name without scheme.
  case host
  /// An IP address, alone or with a prefix length.
  case network
  /// Three letters of ISO 4217.
  case currency
  /// A program and its arguments.
  case command

  /// By the setting's path, indices left out.
  static func of(_ pattern: String) -> SettingForm? {
    forms[pattern]
  }

  private static let forms: [String: SettingForm] = [
    "server.listen": .listenAddress,
    "server.public_url": .webAddress,
    "server.allowed_hosts[]": .host,
    "server.trusted_proxies[]": .network,
    "server.cors_origins[]": .origin,
    "upstreams[].base_url": .upstreamAddress,
    "upstreams[].price.currency": .currency,
    "knowledge[].currency": .currency,
    "knowledge[].sources[].command": .command,
    "plugins[].with.command": .command,
    "personas[].instructions": .textOrFile,
    "personas[].budget.knowledge": .shareOrMapping,
    "personas[].budget.memory": .shareOrMapping,
    "personas[].budget.history": .shareOrMapping,
  ]

  /// The form in a table of the documentation.
  var documented: String {
    switch self {
    case .textOrFile: "text or `{file: path}`"
    case .shareOrMapping: "tokens or percent"
    case .listenAddress: "`HOST:PORT`"
    case .webAddress, .upstreamAddress: "http or https address"
    case .origin: "scheme, host and port"
    case .host: "host name"
    case .network: "IP address or network"
    case .currency: "currency"
    case .command: "program and arguments"
    }
  }

  /// Whether a wrong text is not repeated in messages: an address may hold a password.
  var isConfidential: Bool {
    switch self {
    case .webAddress, .upstreamAddress, .origin: true
    default: false
    }
  }

  /// What is wrong with a text in this form; `nil` when nothing is.
  func fault(in text: String) -> String? {
    switch self {
    case .textOrFile, .shareOrMapping, .command: nil
    case .listenAddress: ListenAddress.fault(in: text)
    case .webAddress: WebAddress.fault(in: text)
    case .upstreamAddress: text.isEmpty ? nil : WebAddress.fault(inUpstream: text)
    case .origin: WebAddress.fault(inOrigin: text)
    case .host: NetworkName.fault(inHost: text)
    case .network: NetworkName.fault(inNetwork: text)
    case .currency:
      text.utf8.count == 3 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
        ? nil : "expected three capital letters of ISO 4217, for example USD"
    }
  }
}

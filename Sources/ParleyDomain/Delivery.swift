package import ParleyPlugin

/// A JSON document that a plugin wants posted, on its way.
///
/// Address, secret, and headers that stand in the plugin's settings are kept as places in these
/// settings and looked up when the document is sent: no secret is stored, and an address that the
/// configuration no longer names is not called.
package struct OutgoingDelivery: Sendable, Hashable {
  /// The text of a header.
  package enum HeaderText: Sendable, Hashable {
    case written(String)
    /// Stands at this place in the plugin's settings.
    case setting(JSONPointer)
  }

  /// The same at every try, so that a receiver can tell a repetition.
  package var id: String
  package var chat: ChatID
  /// The entry of the plugin.
  package var plugin: String
  /// Where the address stands in the plugin's settings.
  package var address: JSONPointer
  package var headers: [String: HeaderText]
  /// Where the secret that signs stands in the plugin's settings; `nil` when nothing is signed.
  package var secret: JSONPointer?
  package var body: JSONValue
  /// How often it has been tried.
  package var attempts: Int
  /// Not before this time.
  package var dueAt: Timestamp

  package init(
    id: String, chat: ChatID, plugin: String, address: JSONPointer,
    headers: [String: HeaderText] = [:], secret: JSONPointer? = nil, body: JSONValue,
    attempts: Int = 0, dueAt: Timestamp
  ) {
    self.id = id
    self.chat = chat
    self.plugin = plugin
    self.address = address
    self.headers = headers
    self.secret = secret
    self.body = body
    self.attempts = attempts
    self.dueAt = dueAt
  }

  /// Where it goes: deliveries to one destination wait for each other, others do not.
  package var destination: String { "\(plugin)#\(address)" }
}

/// The durable queue of deliveries: each is sent at least once.
package protocol DeliveryQueue: Sendable {
  /// For each destination the delivery that is due first. Claims nothing.
  func dueDeliveries(at now: Timestamp) async throws -> [OutgoingDelivery]

  /// Forgets a delivery that has arrived.
  func delivered(_ delivery: OutgoingDelivery) async throws

  /// Counts a failed try and puts the delivery back for a later one, or among the dead when
  /// `retryAt` is `nil`.
  func failed(_ delivery: OutgoingDelivery, reason: String, retryAt: Timestamp?) async throws
}

/// Posts documents.
package protocol DeliverySender: Sendable {
  func send(_ request: DeliveryRequest) async -> DeliveryAnswer
}

/// A delivery with all that is needed to send it.
package struct DeliveryRequest: Sendable, Hashable {
  package var id: String
  package var url: String
  package var headers: [String: String]
  /// Signs the body when set. Never print it.
  package var secret: String?
  package var body: JSONValue

  package init(
    id: String, url: String, headers: [String: String] = [:], secret: String? = nil, body: JSONValue
  ) {
    self.id = id
    self.url = url
    self.headers = headers
    self.secret = secret
    self.body = body
  }
}

/// What came of sending a delivery once.
package enum DeliveryAnswer: Sendable, Hashable {
  /// The receiver's status, and how long it asks to wait.
  case answered(status: Int, retryAfter: Duration?)
  /// No answer came; the reason names host and port.
  case unreachable(reason: String)
  /// It cannot be sent as it is; the reason says what to change.
  case unsendable(reason: String)
  /// The program ends.
  case cancelled
}

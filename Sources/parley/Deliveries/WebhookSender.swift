import ParleyCrypto
import ParleyDomain
import ParleyHTTPClient
import ParleyJSON
import ParleyModels
import ParleyPlugin

/// Posts deliveries in the form of Standard Webhooks (https://www.standardwebhooks.com):
/// `webhook-id`, `webhook-timestamp` and, with a secret, `webhook-signature`.
///
/// Redirects are not followed and what the receiver says beyond its status is not kept.
struct WebhookSender: DeliverySender {
  /// A receiver that takes longer gets the delivery again.
  static let timeouts = HTTPTimeouts(
    connect: .seconds(5), firstByte: .seconds(15), idle: .seconds(5), total: .seconds(20))
  /// Of an answer no more is read, in bytes.
  static let longestAnswer = 64 << 10

  private let http: HTTPClient
  private let clock: any WallClock

  /// Throws ``HTTPClientError`` when no client can be made.
  init(clock: any WallClock) throws {
    http = try HTTPClient()
    self.clock = clock
  }

  func send(_ request: DeliveryRequest) async -> DeliveryAnswer {
    let now = clock.now
    let post: HTTPRequest
    do {
      post = try WebhookSender.post(request, at: now)
    } catch {
      return .unsendable(reason: error.description)
    }
    do throws(HTTPClientError) {
      let response = try await http.send(post)
      // The status says all; the connection may serve the next delivery.
      response.body.discardRest()
      return .answered(
        status: response.status,
        retryAfter: RetryAfter.duration(in: response.headers, now: now))
    } catch {
      return WebhookSender.answer(error)
    }
  }

  private static func post(
    _ request: DeliveryRequest, at now: Timestamp
  ) throws(SecretFormatError) -> HTTPRequest {
    let body = JSONWriter.bytes(request.body)
    let seconds = now.milliseconds / 1000
    var headers: [(name: String, value: String)] = [
      ("Content-Type", "application/json"), ("User-Agent", "Parley/\(ParleyVersion.current)"),
      ("webhook-id", request.id), ("webhook-timestamp", "\(seconds)"),
    ]
    if let secret = request.secret {
      let signature = try WebhookSignature(secret: secret)
      headers.append(
        ("webhook-signature", signature.header(id: request.id, timestamp: seconds, body: body)))
    }
    headers += request.headers.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    return HTTPRequest(
      method: "POST", url: request.url, headers: headers, body: body, timeouts: timeouts,
      limits: HTTPLimits(bodyBytes: longestAnswer))
  }

  private static func answer(_ error: HTTPClientError) -> DeliveryAnswer {
    switch error.code {
    case .cancelled, .shutDown: .cancelled
    case .invalidURL, .invalidRequest: .unsendable(reason: error.description)
    default: .unreachable(reason: error.description)
    }
  }
}

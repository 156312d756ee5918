import CCurl
import Glibc

extension HTTPClientError {
  /// What libcurl's result code means to a user; `nil` for success.
  init?(_ code: CURLcode, from easy: EasyHandle, at target: HTTPTarget) {
    let address = target.address
    let words = easy.details.isEmpty ? String(cString: curl_easy_strerror(code)) : easy.details
    switch code {
    case CURLE_OK:
      return nil
    case CURLE_COULDNT_RESOLVE_HOST:
      self.init(
        .resolve, "the host of \(address) is not known: check its name and this machine's DNS")
    case CURLE_COULDNT_CONNECT where easy.connectError == ECONNREFUSED:
      self.init(.refused, "nobody listens at \(address): check host and port, and that it runs")
    case CURLE_COULDNT_CONNECT:
      self.init(.connect, "cannot connect to \(address): \(words)")
    case CURLE_OPERATION_TIMEDOUT:
      self.init(
        .timeout(.connect),
        "\(address) did not accept a connection in time (connect timeout): check host and firewall")
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_PINNEDPUBKEYNOTMATCH:
      self.init(
        .tls,
        "no secure connection to \(address): \(words); check its certificate, and http or https")
    case CURLE_SEND_FAIL_REWIND:
      self.init(
        .brokenOff,
        "the kept connection to \(address) ended before it answered; the request is not sent again, "
          + "since it may have arrived")
    case CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2,
      CURLE_HTTP2_STREAM:
      self.init(.brokenOff, "the connection to \(address) broke off: \(words)")
    case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING:
      self.init(.malformed, "\(address) does not speak HTTP: \(words)")
    default:
      self.init(.failed, "the request to \(address) failed: \(words)")
    }
  }

  /// A transfer passed one of its time limits.
  static func late(
    _ phase: Phase, _ timeouts: HTTPTimeouts, at target: HTTPTarget
  ) -> HTTPClientError {
    let address = target.address
    let text =
      switch phase {
      case .connect: "\(address) did not accept a connection within \(timeouts.connect)"
      case .firstByte: "\(address) sent no answer within \(timeouts.firstByte)"
      case .idle: "\(address) stopped sending for \(timeouts.idle)"
      case .total: "the answer of \(address) was not complete after \(timeouts.total)"
      }
    return HTTPClientError(.timeout(phase), "\(text) (\(phase.rawValue) timeout)")
  }
}

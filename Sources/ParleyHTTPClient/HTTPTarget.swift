import CCurl

/// Where a request goes, as libcurl understands the URL.
struct HTTPTarget: Sendable {
  /// The URL as libcurl writes it.
  let url: String
  /// Host and port, for messages, for example `api.example.org:443`.
  let address: String
  /// The host alone; an IPv6 address in brackets.
  let host: String

  /// Throws when the URL is malformed, is not HTTP, or carries a user name.
  init(_ text: String) throws(HTTPClientError) {
    guard !text.utf8.contains(0) else { throw Self.refusal(of: "it holds a NUL") }
    guard let parsed = curl_url() else {
      throw HTTPClientError(.failed, "out of memory while reading a URL")
    }
    defer { curl_url_cleanup(parsed) }
    let result = curl_url_set(parsed, CURLUPART_URL, text, UInt32(CURLU_DISALLOW_USER))
    guard result == CURLUE_OK else {
      if result == CURLUE_USER_NOT_ALLOWED {
        throw Self.refusal(of: "it carries a user name; set the key where keys are set")
      }
      throw Self.refusal(of: String(cString: curl_url_strerror(result)))
    }
    guard let scheme = Self.part(CURLUPART_SCHEME, of: parsed), ["http", "https"].contains(scheme)
    else { throw Self.refusal(of: "it must begin with http:// or https://") }
    guard let host = Self.part(CURLUPART_HOST, of: parsed),
      let port = Self.part(CURLUPART_PORT, of: parsed),
      let url = Self.part(CURLUPART_URL, of: parsed)
    else { throw Self.refusal(of: "it names no host") }
    self.url = url
    self.host = host
    self.address = "\(host):\(port)"
  }

  private static func part(_ part: CURLUPart, of url: OpaquePointer) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(url, part, &text, UInt32(CURLU_DEFAULT_PORT)) == CURLUE_OK, let text else {
      return nil
    }
    defer { curl_free(text) }
    return String(cString: text)
  }

  /// Does not repeat the URL: it may hold a secret.
  private static func refusal(of reason: String) -> HTTPClientError {
    HTTPClientError(.invalidURL, "the URL cannot be used: \(reason)")
  }
}

extension HTTPClient {
  /// Host and port to which a URL leads, for messages; `nil` when it cannot be used.
  package static func address(of url: String) -> String? {
    do throws(HTTPClientError) {
      return try HTTPTarget(url).address
    } catch {
      return nil
    }
  }

  /// The host in a URL, an IPv6 address in brackets; `nil` when it cannot be used.
  package static func host(of url: String) -> String? {
    do throws(HTTPClientError) {
      return try HTTPTarget(url).host
    } catch {
      return nil
    }
  }
}

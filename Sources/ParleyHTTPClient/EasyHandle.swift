import CCurl

/// A libcurl handle set up for one request. Lives on the I/O thread.
///
/// Its options are a closed list: no redirects, no proxy, no decompression, no credentials from
/// files, HTTP and HTTPS only, certificates always checked.
final class EasyHandle {
  let pointer: UnsafeMutableRawPointer
  private var headerList: UnsafeMutablePointer<curl_slist>?
  private let errorText: UnsafeMutablePointer<CChar>

  /// The callbacks get `context`, which must outlive the handle.
  init(
    _ request: HTTPRequest, target: HTTPTarget, context: UnsafeMutableRawPointer
  ) throws(HTTPClientError) {
    guard let pointer = curl_easy_init() else { throw Self.outOfMemory }
    self.pointer = pointer
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    try setAddress(target)
    if let file = request.authorities { try set(CURLOPT_CAINFO, file) }
    if let path = request.unixSocket { try set(CURLOPT_UNIX_SOCKET_PATH, path) }
    try setLimits(request.timeouts)
    try setHeaders(request)
    try setBody(request, context)
    try setCallbacks(context)
  }

  deinit {
    curl_easy_cleanup(pointer)
    curl_slist_free_all(headerList)
    errorText.deallocate()
  }

  /// libcurl's own words about a failure; empty when it has none.
  var details: String { String(cString: errorText) }

  /// The `errno` of the last failed connection.
  var connectError: Int { parley_easy_get_long(pointer, CURLINFO_OS_ERRNO) }

  private func setAddress(_ target: HTTPTarget) throws(HTTPClientError) {
    try set(CURLOPT_URL, target.url)
    try set(CURLOPT_PROTOCOLS_STR, "http,https")
    try set(CURLOPT_FOLLOWLOCATION, 0)
    try set(CURLOPT_PROXY, "")  // Else the environment's proxies would see the keys.
    try set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    try set(CURLOPT_SSL_VERIFYPEER, 1)
    try set(CURLOPT_SSL_VERIFYHOST, 2)
    try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
  }

  private func setLimits(_ timeouts: HTTPTimeouts) throws(HTTPClientError) {
    try set(CURLOPT_NOSIGNAL, 1)
    // Without it, cancelling waits for the name lookup, and with it the whole I/O thread.
    try set(CURLOPT_QUICK_EXIT, 1)
    try set(CURLOPT_TCP_KEEPALIVE, 1)
    let (seconds, attoseconds) = timeouts.connect.components
    // libcurl reads 0 as its default of 300 s.
    let milliseconds = max(1, min(seconds, 86_400) * 1000 + attoseconds / 1_000_000_000_000_000)
    try set(CURLOPT_CONNECTTIMEOUT_MS, Int(milliseconds))
  }

  private func setHeaders(_ request: HTTPRequest) throws(HTTPClientError) {
    // libcurl adds these by itself; without a value it leaves them out.
    var lines = ["Expect:"]
    if !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
      lines.append("Content-Type:")
    }
    // A header that is meant to be empty is written with a semicolon.
    lines += request.headers.map { name, value in
      value.allSatisfy { $0 == " " || $0 == "\t" } ? "\(name);" : "\(name): \(value)"
    }
    for line in lines {
      guard let list = curl_slist_append(headerList, line) else { throw Self.outOfMemory }
      headerList = list
    }
    try check(parley_easy_set_pointer(pointer, CURLOPT_HTTPHEADER, headerList))
  }

  /// The body is read through a callback and cannot be read twice, so that libcurl cannot send it
  /// twice.
  private func setBody(
    _ request: HTTPRequest, _ context: UnsafeMutableRawPointer
  ) throws(HTTPClientError) {
    if let body = request.body {
      try set(CURLOPT_POST, 1)
      try check(
        parley_easy_set_size(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
      try check(
        parley_easy_set_data_callback(
          pointer, CURLOPT_READFUNCTION, TransferCallbacks.requestBody))
      try check(parley_easy_set_pointer(pointer, CURLOPT_READDATA, context))
      try check(parley_easy_forbid_rewind(pointer))
    } else if request.method == "HEAD" {
      try set(CURLOPT_NOBODY, 1)
    }
    try set(CURLOPT_CUSTOMREQUEST, request.method)
  }

  private func setCallbacks(_ context: UnsafeMutableRawPointer) throws(HTTPClientError) {
    try check(
      parley_easy_set_data_callback(
        pointer, CURLOPT_HEADERFUNCTION, TransferCallbacks.header))
    try check(parley_easy_set_pointer(pointer, CURLOPT_HEADERDATA, context))
    try check(
      parley_easy_set_data_callback(pointer, CURLOPT_WRITEFUNCTION, TransferCallbacks.body))
    try check(parley_easy_set_pointer(pointer, CURLOPT_WRITEDATA, context))
    try check(parley_easy_set_open_socket(pointer, TransferCallbacks.openSocket, context))
    try check(parley_easy_set_pointer(pointer, CURLOPT_PRIVATE, context))
    try check(parley_easy_set_pointer(pointer, CURLOPT_ERRORBUFFER, errorText))
  }

  private func set(_ option: CURLoption, _ value: Int) throws(HTTPClientError) {
    try check(parley_easy_set_long(pointer, option, value))
  }

  private func set(_ option: CURLoption, _ value: String) throws(HTTPClientError) {
    try check(parley_easy_set_string(pointer, option, value))
  }

  /// An option that libcurl does not take would leave a door open, so the request is not sent.
  private func check(_ result: CURLcode) throws(HTTPClientError) {
    guard result == CURLE_OK else {
      throw HTTPClientError(
        .failed, "libcurl refuses an option: \(String(cString: curl_easy_strerror(result)))")
    }
  }

  private static var outOfMemory: HTTPClientError {
    HTTPClientError(.failed, "out of memory while preparing a request")
  }
}

import CCurl
import Glibc

/// Makes every outgoing request: models, embeddings, webhooks.
///
/// One thread does all the I/O with libcurl's multi interface, so thousands of streams cost no more
/// threads. Connections are kept and used again; HTTP/2 is used where TLS offers it. Responses are
/// not decompressed, redirects are not followed, proxies of the environment are not used.
///
/// The client runs until ``shutdown()`` or until nobody holds it; responses still running then end
/// with ``HTTPClientError/Code/shutDown``.
package final class HTTPClient: Sendable {
  private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  private let queue: TransferQueue

  /// Starts the I/O thread. Throws when the system has no memory, thread or file descriptor left.
  package init() throws(HTTPClientError) {
    guard Self.isLibraryReady else {
      throw HTTPClientError(.failed, "libcurl cannot be initialised")
    }
    let queue = try TransferQueue()
    self.queue = queue
    try IOThread.start {
      do throws(HTTPClientError) {
        try TransferLoop(queue).run()
      } catch {
        for case .start(let transfer) in queue.closeForever() { transfer.end(.failure(error)) }
      }
    }
  }

  deinit {
    shutdown()
  }

  /// Sends a request and returns as soon as the headers of its response are complete.
  ///
  /// Cancelling the task closes the connection and throws ``HTTPClientError/Code/cancelled``. A
  /// status such as 404 is a response, not an error.
  package func send(_ request: HTTPRequest) async throws(HTTPClientError) -> HTTPResponse {
    let transfer = try Transfer(request, queue: queue)
    // Made before the wait, so that the transfer ends on every way out.
    let body = HTTPBody(transfer)
    let head = try await transfer.start()
    return HTTPResponse(status: head.status, headers: head.headers, body: body)
  }

  /// Ends all transfers and the I/O thread; further requests are refused.
  package func shutdown() {
    queue.post(.shutDown)
  }
}

/// The thread that does the I/O.
private enum IOThread {
  /// Boxes the work for its way through `pthread_create`.
  private final class Work: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
      self.run = run
    }
  }

  static func start(_ run: @escaping @Sendable () -> Void) throws(HTTPClientError) {
    let work = Unmanaged.passRetained(Work(run))
    var thread = pthread_t()
    let result = pthread_create(
      &thread, nil,
      { context in
        // Signals are for the main thread; SIGPIPE (TLS on a closed socket) is for nobody.
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, nil)
        parley_name_thread("parley-http")
        if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run() }
        return nil
      }, work.toOpaque())
    guard result == 0 else {
      work.release()
      throw HTTPClientError(.failed, "cannot start the thread of the HTTP client (errno \(result))")
    }
    pthread_detach(thread)
  }
}

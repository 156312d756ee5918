import CMicroHTTPD
import Glibc

/// A thread of the server's own, for work that blocks.
enum ServerThread {
  /// Boxes the work for its way through `pthread_create`.
  private final class Work {
    let name: String
    let run: @Sendable () -> Void

    init(_ name: String, _ run: @escaping @Sendable () -> Void) {
      self.name = name
      self.run = run
    }
  }

  /// Starts a detached thread. `name` has at most 15 bytes.
  static func start(_ name: String, _ run: @escaping @Sendable () -> Void) throws(ServerError) {
    let work = Unmanaged.passRetained(Work(name, run))
    var thread = pthread_t()
    let result = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        let work = Unmanaged<Work>.fromOpaque(context).takeRetainedValue()
        // Signals are for the main thread.
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, nil)
        parley_httpd_name_thread(work.name)
        work.run()
        return nil
      }, work.toOpaque())
    guard result == 0 else {
      work.release()
      throw ServerError(.failed, "cannot start a thread for the HTTP server", errno: result)
    }
    pthread_detach(thread)
  }
}

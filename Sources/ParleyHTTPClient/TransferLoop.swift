import CCurl

/// The I/O thread's work: drives libcurl's multi interface with epoll. Never leaves its thread.
///
/// One round: wait for sockets, commands or time; let libcurl work; carry out commands; end what has
/// finished or is too late; wake the readers of what has come. Timers are read lazily: the alarm rings at the earliest deadline that
/// was known, and a transfer that has moved on since merely sets it anew.
final class TransferLoop {
  typealias Instant = ContinuousClock.Instant

  /// Idle connections that are kept for reuse.
  private static let keptConnections = 64

  private struct Running {
    let active: ActiveTransfer
    let easy: EasyHandle
  }

  /// When libcurl wants to be called.
  var libraryTimer: Instant?
  private let queue: TransferQueue
  private let multi: UnsafeMutableRawPointer
  private let epoll: Int32
  private let alarm = Alarm()
  private let round = TransferRound()
  private var running: [ObjectIdentifier: Running] = [:]
  private var isShuttingDown = false

  init(_ queue: TransferQueue) throws(HTTPClientError) {
    self.queue = queue
    let epoll = parley_epoll_create()
    guard epoll >= 0, parley_epoll_watch(epoll, queue.wakeUp, CURL_POLL_IN) == 0 else {
      if epoll >= 0 { close(epoll) }
      throw HTTPClientError(
        .failed, "cannot watch sockets: the limit of open files is reached (ulimit -n)")
    }
    guard let multi = curl_multi_init() else {
      close(epoll)
      throw HTTPClientError(.failed, "out of memory while starting the HTTP client")
    }
    self.epoll = epoll
    self.multi = multi
    let context = Unmanaged.passUnretained(self).toOpaque()
    parley_multi_set_pointer(multi, CURLMOPT_SOCKETDATA, context)
    parley_multi_set_socket_callback(multi, TransferCallbacks.socket)
    parley_multi_set_pointer(multi, CURLMOPT_TIMERDATA, context)
    parley_multi_set_timer_callback(multi, TransferCallbacks.timer)
    parley_multi_set_long(multi, CURLMOPT_MAXCONNECTS, Self.keptConnections)
  }

  deinit {
    // Closing the kept connections would call back into an object that is going away.
    parley_multi_set_socket_callback(multi, nil)
    curl_multi_cleanup(multi)
    close(epoll)
  }

  /// Works until told to shut down.
  func run() {
    var ready = [parley_ready_socket](repeating: parley_ready_socket(), count: 64)
    while !isShuttingDown {
      let count = parley_epoll_wait(epoll, &ready, Int32(ready.count), waitMilliseconds)
      round.begin()
      var hasCommands = false
      for socket in ready.prefix(Int(max(0, count))) {
        if socket.socket == queue.wakeUp {
          hasCommands = true
        } else {
          advance(socket.socket, socket.ready)
        }
      }
      if let due = libraryTimer, due <= round.now {
        libraryTimer = nil
        advance(CURL_SOCKET_TIMEOUT, 0)
      }
      if hasCommands { for command in queue.take() { carryOut(command) } }
      finishDone()
      if let due = alarm.instant, due <= round.now { endLate() }
      round.end()
    }
    for running in running.values { end(running, .failure(.shutDown)) }
    for case .start(let transfer) in queue.closeForever() { transfer.end(.failure(.shutDown)) }
  }

  /// Called by libcurl.
  func watch(_ socket: curl_socket_t, for what: Int32) {
    if what == CURL_POLL_REMOVE {
      parley_epoll_forget(epoll, socket)
    } else {
      // When it cannot be watched (out of memory), the transfer's own deadlines end it.
      _ = parley_epoll_watch(epoll, socket, what)
    }
  }

  /// How long to sleep; -1 for ever.
  private var waitMilliseconds: Int32 {
    guard let next = [libraryTimer, alarm.instant].compactMap({ $0 }).min() else { return -1 }
    let (seconds, attoseconds) = max(.zero, Instant.now.duration(to: next)).components
    // Rounded up: waking a moment too early would only go round once more.
    return Int32(
      min(seconds, 3600) * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }

  private func advance(_ socket: curl_socket_t, _ ready: Int32) {
    var stillRunning: Int32 = 0
    curl_multi_socket_action(multi, socket, ready, &stillRunning)
  }

  private func carryOut(_ command: TransferQueue.Command) {
    switch command {
    case .start(let transfer):
      start(transfer)
    case .resume(let transfer):
      guard let running = running[ObjectIdentifier(transfer)] else { return }
      running.active.resumed()
      curl_easy_pause(running.easy.pointer, CURLPAUSE_CONT)
    case .discard(let transfer):
      guard let running = running[ObjectIdentifier(transfer)] else { return }
      running.active.discard()
      curl_easy_pause(running.easy.pointer, CURLPAUSE_CONT)
    case .cancel(let transfer):
      if let running = running[ObjectIdentifier(transfer)] { end(running, .failure(.cancelled)) }
    case .shutDown:
      isShuttingDown = true
    }
  }

  private func start(_ transfer: Transfer) {
    let active = ActiveTransfer(transfer, alarm: alarm, round: round)
    do throws(HTTPClientError) {
      let easy = try EasyHandle(
        transfer.request, target: transfer.target,
        context: Unmanaged.passUnretained(active).toOpaque())
      running[ObjectIdentifier(transfer)] = Running(active: active, easy: easy)
      alarm.ring(by: active.clock.deadline.instant)
      let result = curl_multi_add_handle(multi, easy.pointer)
      guard result == CURLM_OK else {
        running[ObjectIdentifier(transfer)] = nil
        throw HTTPClientError(
          .failed, "libcurl takes no request: \(String(cString: curl_multi_strerror(result)))")
      }
    } catch {
      transfer.end(.failure(error))
    }
  }

  /// Reports what libcurl has finished.
  private func finishDone() {
    var code = CURLE_OK
    while let easy = parley_multi_next_finished(multi, &code) {
      guard let active = TransferCallbacks.transfer(parley_easy_get_context(easy)),
        let done = running[ObjectIdentifier(active.transfer)]
      else { continue }
      let error =
        done.active.failure
        ?? (code == CURLE_COULDNT_CONNECT ? done.active.addressRefusal : nil)
        ?? HTTPClientError(code, from: done.easy, at: done.active.transfer.target)
      end(done, error.map(Result.failure) ?? .success(()))
    }
  }

  /// Ends what is too late and sets the alarm for what is not.
  private func endLate() {
    alarm.clear()
    let now = Instant.now
    for running in running.values {
      let (instant, phase) = running.active.clock.deadline
      if instant <= now {
        let transfer = running.active.transfer
        end(
          running,
          .failure(.late(phase, transfer.request.timeouts, at: transfer.target)))
      } else {
        alarm.ring(by: instant)
      }
    }
  }

  /// Takes the transfer from libcurl, which closes its connection unless it is complete, and only
  /// then tells the reader.
  private func end(_ ended: Running, _ result: Result<Void, HTTPClientError>) {
    curl_multi_remove_handle(multi, ended.easy.pointer)
    running[ObjectIdentifier(ended.active.transfer)] = nil
    ended.active.transfer.end(result)
  }
}

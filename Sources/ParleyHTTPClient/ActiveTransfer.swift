import CCurl

/// A transfer that libcurl is working on. Lives on the I/O thread.
final class ActiveTransfer {
  let transfer: Transfer
  /// Asked for once the transfer can fall due earlier than before.
  let alarm: Alarm
  private let round: TransferRound
  var clock: TransferClock
  /// Why we ended the transfer, when libcurl cannot know.
  private(set) var failure: HTTPClientError?
  private var head: ResponseHeadParser
  private var receivedBytes = 0
  /// How much of the request's body has been sent.
  private var sentBytes = 0
  /// Why an address was not tried, when one was not. Another one may have been reached.
  private(set) var addressRefusal: HTTPClientError?

  init(_ transfer: Transfer, alarm: Alarm, round: TransferRound) {
    self.transfer = transfer
    self.alarm = alarm
    self.round = round
    clock = TransferClock(transfer.request.timeouts, startedAt: .now)
    head = ResponseHeadParser(limit: transfer.request.limits.headerBytes)
  }

  /// What becomes of bytes that libcurl hands over.
  enum Reception {
    case taken
    /// libcurl keeps them and offers them again later.
    case pause
    /// Ends the transfer; ``failure`` says why.
    case refuse
  }

  func receiveHeader(_ line: UnsafeRawBufferPointer) -> Reception {
    do {
      if let complete = try head.consume(line) { transfer.headArrived(complete) }
      return .taken
    } catch {
      failure = tooLarge("headers", limit: transfer.request.limits.headerBytes)
      return .refuse
    }
  }

  func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Reception {
    guard receivedBytes + bytes.count <= transfer.request.limits.bodyBytes else {
      failure = tooLarge("body", limit: transfer.request.limits.bodyBytes)
      return .refuse
    }
    let isFirst = !clock.hasBytes
    clock.bytesArrived(at: round.now)
    // From then on every byte makes the deadline later.
    if isFirst { alarm.ring(by: clock.deadline.instant) }
    switch transfer.offer(bytes) {
    case .taken(let reader):
      if let reader { round.wake(reader) }
      receivedBytes += bytes.count
      return .taken
    case .refused:
      clock.paused()
      return .pause
    }
  }

  /// Puts the next bytes of the request's body into a buffer; returns how many.
  func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    let next = (transfer.request.body ?? []).dropFirst(sentBytes).prefix(buffer.count)
    buffer.copyBytes(from: next)
    sentBytes += next.count
    return next.count
  }

  /// Whether a connection to an address may be made.
  func mayReach(_ address: NetworkAddress) -> Bool {
    if transfer.request.reach.allows(address) { return true }
    let place =
      address.kind == .private
      ? "an address in a private network" : "an address that is no place for a request"
    addressRefusal = HTTPClientError(
      .forbidden, "the name in \(transfer.target.address) leads to \(place), which is refused")
    return false
  }

  /// The reader has caught up.
  func resumed() {
    clock.resumed(at: .now)
    alarm.ring(by: clock.deadline.instant)
  }

  /// Nobody reads any more: what comes is dropped, for another second.
  func discard() {
    clock.resumed(at: .now)
    clock.shorten(to: .now.advanced(by: .seconds(1)))
    alarm.ring(by: clock.deadline.instant)
  }

  private func tooLarge(_ what: String, limit: Int) -> HTTPClientError {
    HTTPClientError(
      .tooLarge, "the \(what) of the response from \(transfer.target.address) exceed \(limit) bytes"
    )
  }
}

/// The moment at which the I/O thread must look at its deadlines. Lives on the I/O thread.
final class Alarm {
  private(set) var instant: ContinuousClock.Instant?

  /// Rings at this moment or before.
  func ring(by instant: ContinuousClock.Instant) {
    self.instant = min(instant, self.instant ?? instant)
  }

  func clear() {
    instant = nil
  }
}

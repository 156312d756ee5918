import CMicroHTTPD
import ParleyDomain
import ParleyPlugin

/// The functions that the library calls, on its own threads.
enum HTTPCallbacks {
  /// What all callbacks get.
  final class Context: Sendable {
    let core: ServerCore
    let watchdog: Watchdog

    init(core: ServerCore, watchdog: Watchdog) {
      self.core = core
      self.watchdog = watchdog
    }
  }

  static func table(_ context: UnsafeMutableRawPointer) -> parley_httpd_callbacks {
    parley_httpd_callbacks(
      context: context, access: access, completed: completed, connection: connection,
      target: target, message: message)
  }

  /// A connection begins or ends.
  private static let connection: MHD_NotifyConnectionCallback = {
    context, handle, socketContext, what in
    guard let context = Self.context(context), let handle, let socketContext else { return }
    if what == .CONNECTION_NOTIFY_STARTED {
      guard let connection = context.core.connections.takeArriving(parley_httpd_socket(handle))
      else { return }
      socketContext.pointee = Unmanaged.passRetained(connection).toOpaque()
    } else if let pointer = socketContext.pointee {
      socketContext.pointee = nil
      let connection = Unmanaged<ClientConnection>.fromOpaque(pointer).takeRetainedValue()
      if connection.isUnreadable, !context.core.end.isSet {
        context.core.unreadable.add(from: connection.peer)
      }
      if let copy = connection.closing() { context.watchdog.linger(copy) }
      context.core.connections.remove(connection)
      context.core.tally.add(-1, to: \.openConnections)
    }
  }

  /// A request line has come. What is returned accompanies the request until it is completed.
  private static let target:
    @convention(c) (
      UnsafeMutableRawPointer?, UnsafePointer<CChar>?, OpaquePointer?
    ) -> UnsafeMutableRawPointer? = { context, target, handle in
      guard let context = Self.context(context), let handle,
        let pointer = parley_httpd_socket_context(handle)
      else { return nil }
      let connection = Unmanaged<ClientConnection>.fromOpaque(pointer).takeUnretainedValue()
      let exchange = Exchange(
        context.core, connection, target: target.map { String(cString: $0) },
        targetAddress: Int(bitPattern: target), handle: handle)
      connection.began(exchange)
      return Unmanaged.passRetained(exchange).toOpaque()
    }

  /// The head, a piece of the body, the end of the request, or a connection that was woken.
  private static let access: MHD_AccessHandlerCallback = {
    _, handle, _, method, version, upload, uploadSize, request in
    guard let handle, let uploadSize, let pointer = request?.pointee else { return .NO }
    let exchange = Unmanaged<Exchange>.fromOpaque(pointer).takeUnretainedValue()
    let step: Exchange.Step
    if !exchange.hasBegun {
      guard let method, let version else { return .NO }
      step = exchange.begin(
        RequestHead(
          handle, method: method, version: version, target: exchange.target,
          targetAddress: exchange.targetAddress))
    } else if uploadSize.pointee > 0 {
      step = exchange.receive(UnsafeRawBufferPointer(start: upload, count: uploadSize.pointee))
      uploadSize.pointee = 0
    } else {
      step = exchange.advance()
    }
    switch step {
    case .goOn: return .YES
    case .close: return .NO
    case .reply(let reply, let requestID, let closes):
      return exchange.queue(reply, requestID: requestID, closes: closes, on: handle)
    }
  }

  /// The library is done with a request.
  private static let completed: MHD_RequestCompletedCallback = { _, _, request, code in
    guard let pointer = request?.pointee else { return }
    request?.pointee = nil
    Unmanaged<Exchange>.fromOpaque(pointer).takeRetainedValue()
      .completed(well: code == .REQUEST_TERMINATED_COMPLETED_OK)
  }

  private static let message:
    @convention(c) (
      UnsafeMutableRawPointer?, UnsafePointer<CChar>?
    ) -> Void = { context, text in
      guard let context = Self.context(context), let text else { return }
      var line = String(cString: text)
      while line.last?.isNewline == true { line.removeLast() }
      context.core.log.write(.debug, "HTTP library", ["message": .string(line)])
    }

  private static func context(_ pointer: UnsafeMutableRawPointer?) -> Context? {
    pointer.map { Unmanaged<Context>.fromOpaque($0).takeUnretainedValue() }
  }
}

import CCurl

/// The functions that libcurl calls, always on the I/O thread.
enum TransferCallbacks {
  /// One header line.
  static let header: parley_data_callback = { bytes, size, count, context in
    guard let bytes, let active = transfer(context) else { return 0 }
    let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return active.receiveHeader(line) == .taken ? line.count : 0
  }

  /// A piece of the body, at most 16 KiB.
  static let body: parley_data_callback = { bytes, size, count, context in
    guard let bytes, let active = transfer(context) else { return 0 }
    let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
    switch active.receiveBody(piece) {
    case .taken: return piece.count
    case .pause: return Int(CURL_WRITEFUNC_PAUSE)
    case .refuse: return 0
    }
  }

  /// libcurl wants more of the request's body.
  static let requestBody: parley_data_callback = { bytes, size, count, context in
    guard let bytes, let active = transfer(context) else { return Int(CURL_READFUNC_ABORT) }
    return active.fill(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
  }

  /// libcurl wants to connect to an address.
  static let openSocket: parley_open_socket_callback = { context, _, address in
    guard let address, let active = transfer(context) else { return CURL_SOCKET_BAD }
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = parley_address_bytes(address, &bytes)
    guard count == 0 || active.mayReach(NetworkAddress(bytes: Array(bytes.prefix(Int(count)))))
    else { return CURL_SOCKET_BAD }
    return parley_open_socket(address)
  }

  /// libcurl wants a socket watched.
  static let socket: parley_socket_callback = { _, socket, what, context, _ in
    guard let context else { return -1 }
    let loop = Unmanaged<TransferLoop>.fromOpaque(context).takeUnretainedValue()
    loop.watch(socket, for: what)
    return 0
  }

  /// libcurl wants to be called after a while; -1 withdraws that.
  static let timer: parley_timer_callback = { _, milliseconds, context in
    guard let context else { return -1 }
    let loop = Unmanaged<TransferLoop>.fromOpaque(context).takeUnretainedValue()
    loop.libraryTimer = milliseconds < 0 ? nil : .now.advanced(by: .milliseconds(milliseconds))
    return 0
  }

  /// The transfer that was set as a handle's context.
  static func transfer(_ context: UnsafeMutableRawPointer?) -> ActiveTransfer? {
    context.map { Unmanaged<ActiveTransfer>.fromOpaque($0).takeUnretainedValue() }
  }
}

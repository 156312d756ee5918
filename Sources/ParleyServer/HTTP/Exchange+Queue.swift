import CMicroHTTPD
import ParleyDomain
import ParleyPlugin

/// What the library's content readers return instead of a count.
enum ContentReader {
  static let complete = -1
  static let failed = -2
}

extension Exchange {
  /// Whole bodies up to this size are handed over in one piece, which the library sends together
  /// with the head; larger ones are read piece by piece, so that a stalled reader is noticed.
  private static let pieceSize = 64 << 10

  /// Hands the reply to the library.
  func queue(
    _ reply: ServerReply, requestID: String, closes: Bool, on handle: OpaquePointer
  ) -> MHD_Result {
    if let response = response(reply, requestID: requestID, closes: closes) {
      defer { MHD_destroy_response(response) }
      return MHD_queue_response(handle, UInt32(reply.status), response)
    }
    core.log.write(
      .error, "a reply has a status or a header field that HTTP does not allow",
      ["request_id": .string(requestID)])
    abandonReply()
    let refusal = Refusal(500, "internal", "The server failed to word its reply.")
    let instead = core.reply(to: refusal, requestID: requestID, path: target ?? "")
    guard
      let response = response(
        .whole(status: 500, headers: instead.headers, body: instead.body), requestID: requestID,
        closes: true)
    else { return .NO }
    defer { MHD_destroy_response(response) }
    return MHD_queue_response(handle, 500, response)
  }

  /// Nil when the status or a field is not allowed.
  private func response(_ reply: ServerReply, requestID: String, closes: Bool) -> OpaquePointer? {
    guard (200...599).contains(reply.status), let response = emptyResponse(reply) else {
      return nil
    }
    var fields = WholeReply.permitted(reply.headers)
    fields.append(("x-request-id", requestID))
    if closes { fields.append(("Connection", "close")) }
    for (name, value) in fields where !value.isEmpty {
      guard !(name + value).utf8.contains(0),
        MHD_add_response_header(response, name, value) == .YES
      else {
        MHD_destroy_response(response)
        return nil
      }
    }
    return response
  }

  private func emptyResponse(_ reply: ServerReply) -> OpaquePointer? {
    switch reply {
    case .whole(let status, _, let body):
      let body = status == 204 || status == 304 ? [] : body
      if body.count <= Self.pieceSize {
        return body.withUnsafeBytes { bytes in
          MHD_create_response_from_buffer(
            bytes.count, UnsafeMutableRawPointer(mutating: bytes.baseAddress),
            .RESPMEM_MUST_COPY)
        }
      }
      keep(body)
      return readerResponse(size: UInt64(body.count), Self.readWhole)
    case .stream:
      return readerResponse(size: .max, Self.readStream)
    }
  }

  /// A response that asks this exchange for its bytes. `.max` as size: nobody knows it.
  private func readerResponse(
    size: UInt64, _ read: MHD_ContentReaderCallback?
  ) -> OpaquePointer? {
    let context = Unmanaged.passRetained(self)
    let response = MHD_create_response_from_callback(
      size, Self.pieceSize, read, context.toOpaque(),
      { context in
        guard let context else { return }
        Unmanaged<Exchange>.fromOpaque(context).release()
      })
    if response == nil { context.release() }
    return response
  }

  private static let readWhole: MHD_ContentReaderCallback = { context, position, target, size in
    guard let context, let target else { return ContentReader.failed }
    return Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue().readWhole(
      from: Int(clamping: position),
      into: UnsafeMutableRawBufferPointer(start: target, count: size))
  }

  private static let readStream: MHD_ContentReaderCallback = { context, _, target, size in
    guard let context, let target else { return ContentReader.failed }
    return Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue().readStream(
      into: UnsafeMutableRawBufferPointer(start: target, count: size))
  }
}

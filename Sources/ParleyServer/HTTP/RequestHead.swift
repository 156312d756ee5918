import CMicroHTTPD

/// The head of a request as the HTTP library read it, before anybody trusts it.
struct RequestHead: Sendable {
  var method: String
  /// `HTTP/1.1`
  var version: String
  /// As it stood in the request line; nil when there was none.
  var target: String?
  var headers: HTTPMessageHeaders
  /// Bytes of the request line and all fields.
  var size: Int
  /// Whether all lines are plain ones (``HeadLayout``).
  var isPlain: Bool

  init(
    method: String, version: String, target: String?, headers: HTTPMessageHeaders, size: Int,
    isPlain: Bool = true
  ) {
    self.method = method
    self.version = version
    self.target = target
    self.headers = headers
    self.size = size
    self.isPlain = isPlain
  }

  /// Copies the head out of the library's buffer. `targetAddress` is where the target stood in it.
  init(
    _ connection: OpaquePointer, method: UnsafePointer<CChar>, version: UnsafePointer<CChar>,
    target: String?, targetAddress: Int
  ) {
    let size = parley_httpd_header_size(connection)
    var reading = Reading(
      layout: HeadLayout(
        method: method, targetAddress: targetAddress, targetSize: target?.utf8.count ?? 0,
        version: version))
    withUnsafeMutablePointer(to: &reading) { reading in
      _ = MHD_get_connection_values_n(connection, .HEADER_KIND, Self.readField, reading)
    }
    self.init(
      method: String(cString: method), version: String(cString: version), target: target,
      headers: reading.headers, size: size,
      isPlain: !HeadLayout.isNeeded || reading.layout.ends(after: size))
  }

  private struct Reading {
    var headers = HTTPMessageHeaders()
    var layout: HeadLayout
  }

  private static let readField: MHD_KeyValueIteratorN = {
    context, _, name, nameSize, value, valueSize in
    guard let context, let name else { return .NO }
    let reading = context.assumingMemoryBound(to: Reading.self)
    let valueSize = value == nil ? 0 : valueSize
    reading.pointee.layout.field(
      name: Int(bitPattern: name), size: nameSize, value: Int(bitPattern: value), size: valueSize)
    let trimmed = UnsafeRawBufferPointer(start: value, count: valueSize).trimmingBlanks
    reading.pointee.headers.append(
      String(decoding: UnsafeRawBufferPointer(start: name, count: nameSize), as: UTF8.self),
      String(decoding: trimmed, as: UTF8.self))
    return .YES
  }
}

extension UnsafeRawBufferPointer {
  /// Without spaces and tabs at both ends.
  fileprivate var trimmingBlanks: Slice<UnsafeRawBufferPointer> {
    let isText: (UInt8) -> Bool = { $0 != 0x20 && $0 != 0x09 }
    guard let first = firstIndex(where: isText), let last = lastIndex(where: isText) else {
      return self[startIndex..<startIndex]
    }
    return self[first...last]
  }
}

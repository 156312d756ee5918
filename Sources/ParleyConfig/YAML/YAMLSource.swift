/// Hands checked bytes to libyaml's reader and remembers why it could not.
final class YAMLSource {
  private let read: (UnsafeMutableRawBufferPointer) throws -> Int
  private var check = YAMLTextCheck()
  /// Bytes read before it was known whether a byte order mark opens the text.
  private var isAtStart = true
  /// What ends the text after the good bytes that were already handed over.
  private(set) var fault: YAMLError?
  /// Bytes handed over since the last event: what libyaml is holding for the next one.
  var bytesSinceEvent = 0

  /// The longest run of bytes without an event. A scalar beyond any item's limit is still skipped
  /// up to here; after that the stream is given up so that memory stays bounded.
  static let longestRun = 16 << 20

  init(read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int) {
    self.read = read
  }

  /// Reads over an array.
  convenience init(_ bytes: [UInt8]) {
    var position = 0
    self.init { target in
      let count = min(target.count, bytes.count - position)
      target.copyBytes(from: bytes[position..<(position + count)])
      position += count
      return count
    }
  }

  /// Fills the buffer; 0 at the end, `nil` after a fault.
  func fill(_ target: UnsafeMutableRawBufferPointer) -> Int? {
    guard fault == nil else { return nil }
    guard bytesSinceEvent <= Self.longestRun else {
      return fail(.limit, "a value of more than \(Self.longestRun >> 20) MiB; is a quote missing?")
    }
    do {
      var count = try readSome(target)
      if isAtStart { count = try dropByteOrderMark(target, count) }
      if count == 0 {
        fault = check.end()
        return fault == nil ? 0 : nil
      }
      let (good, fault) = check.accept(UnsafeRawBufferPointer(rebasing: target[..<count]))
      self.fault = fault
      bytesSinceEvent += good
      // Nothing good at all must not look like the end of the text.
      return good == 0 ? nil : good
    } catch let error as YAMLError {
      fault = error
      return nil
    } catch {
      return fail(.input, "\(error)")
    }
  }

  /// libyaml counts a byte order mark as a column, which breaks the indentation of the first line.
  private func dropByteOrderMark(
    _ target: UnsafeMutableRawBufferPointer, _ firstCount: Int
  ) throws -> Int {
    isAtStart = false
    var count = firstCount
    while count > 0, count < min(3, target.count) {
      let more = try readSome(UnsafeMutableRawBufferPointer(rebasing: target[count...]))
      guard more > 0 else { break }
      count += more
    }
    guard target.prefix(count).starts(with: [0xEF, 0xBB, 0xBF]) else { return count }
    check.skipByteOrderMark()
    target.copyBytes(from: Array(target[3..<count]))
    return count == 3 ? try readSome(target) : count - 3
  }

  /// Reads, and refuses a count that the buffer cannot hold.
  private func readSome(_ target: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = try read(target)
    guard (0...target.count).contains(count) else {
      throw YAMLError(.input, at: check.mark, "reading gave \(count) bytes for \(target.count)")
    }
    return count
  }

  private func fail(_ kind: YAMLError.Kind, _ message: String) -> Int? {
    fault = YAMLError(kind, at: check.mark, message)
    return nil
  }
}

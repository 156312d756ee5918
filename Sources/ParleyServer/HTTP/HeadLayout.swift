import CMicroHTTPD
import Glibc

/// Sees from where its pieces lie in memory whether a head is made of plain lines, each ended by
/// CRLF.
///
/// libmicrohttpd before 1.0 lets three things through without a trace in what it hands out: a lone
/// LF as the end of a line, a NUL in a value (it cuts the value there) and folded lines. A proxy that
/// reads them differently can be led to smuggle a request past its rules (RFC 9112 §11.2). But that
/// library splits the head in place, so the pieces of a plain head follow each other without a gap:
/// one space within the request line, two bytes after each line. Only addresses are compared; no
/// memory is read.
struct HeadLayout {
  /// Later versions refuse those heads themselves, and lay them out as they like.
  static let isNeeded = String(cString: MHD_get_version()).hasPrefix("0.")

  private let start: Int
  /// Where the next line has to begin.
  private var next: Int
  private var isPlain: Bool

  init(
    method: UnsafePointer<CChar>, targetAddress: Int, targetSize: Int,
    version: UnsafePointer<CChar>
  ) {
    start = Int(bitPattern: method)
    let version = (address: Int(bitPattern: version), size: strlen(version))
    isPlain =
      targetAddress == start + strlen(method) + 1
      && version.address == targetAddress + targetSize + 1
    next = version.address + version.size + 2
  }

  /// Adds a field, in the order in which they came. Sizes are bytes.
  mutating func field(name: Int, size nameSize: Int, value: Int, size valueSize: Int) {
    // Between colon and value there may be blanks.
    isPlain = isPlain && name == next && value > name + nameSize
    next = value + valueSize + 2
  }

  /// Whether the head, of this many bytes, is plain to its end: an empty line.
  func ends(after size: Int) -> Bool {
    isPlain && start + size == next + 2
  }
}

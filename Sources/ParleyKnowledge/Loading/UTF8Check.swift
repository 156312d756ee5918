/// Follows UTF-8 byte by byte (Unicode 15, table 3-7).
struct UTF8Check {
  /// Where the first character begins that is none, counted from 0.
  private(set) var fault: Int?
  private var offset = 0
  private var characterStart = 0
  private var pending = 0
  private var allowed: ClosedRange<UInt8> = 0x80...0xBF

  /// Takes a byte; what follows a fault is not looked at.
  mutating func accept(_ byte: UInt8) {
    guard fault == nil else { return }
    if pending == 0 {
      characterStart = offset
      begin(byte)
    } else if allowed.contains(byte) {
      allowed = 0x80...0xBF
      pending -= 1
    } else {
      fault = characterStart
    }
    offset += 1
  }

  /// Notes a character that the end cuts short.
  mutating func finish() {
    if pending > 0, fault == nil { fault = characterStart }
  }

  private mutating func begin(_ byte: UInt8) {
    switch byte {
    case 0x00...0x7F: break
    case 0xC2...0xDF: expect(1, 0x80...0xBF)
    case 0xE0: expect(2, 0xA0...0xBF)
    case 0xED: expect(2, 0x80...0x9F)
    case 0xE1...0xEF: expect(2, 0x80...0xBF)
    case 0xF0: expect(3, 0x90...0xBF)
    case 0xF4: expect(3, 0x80...0x8F)
    case 0xF1...0xF3: expect(3, 0x80...0xBF)
    default: fault = characterStart
    }
  }

  private mutating func expect(_ count: Int, _ next: ClosedRange<UInt8>) {
    pending = count
    allowed = next
  }
}

import Glibc

/// Runs commands through `sh` and keeps what they print.
enum Shell {
  /// - Returns: standard output and the exit status; `nil` when the command could not be started or
  ///   was killed.
  static func run(_ command: String) -> (output: String, status: Int32)? {
    guard let pipe = popen(command, "r") else { return nil }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 {
      bytes += buffer[..<count]
    }
    let status = pclose(pipe)
    guard status >= 0, status & 0x7F == 0 else { return nil }
    return (String(decoding: bytes, as: UTF8.self), (status >> 8) & 0xFF)
  }

  static func has(_ program: String) -> Bool {
    run("command -v \(program) >/dev/null 2>&1")?.status == 0
  }

  /// Makes a folder for the duration of the body.
  static func withTemporaryFolder<Result>(
    _ body: (_ path: String) throws -> Result
  ) throws -> Result {
    var template = Array("/tmp/parley-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw CannotWrite() }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { _ = run("rm -r '\(path)'") }
    return try body(path)
  }

  static func write(_ text: String, to path: String) throws {
    guard let file = fopen(path, "w") else { throw CannotWrite() }
    defer { fclose(file) }
    guard fputs(text, file) >= 0 else { throw CannotWrite() }
  }

  struct CannotWrite: Error {}
}

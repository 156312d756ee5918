import Glibc
import ParleyPlugin
import ParleySQLite

/// Lets a log file make way for a new one: `chat.jsonl` becomes `chat.jsonl.1`, `.1` becomes `.2`.
///
/// Runs where lines are written, between commits, so nobody writes meanwhile. Every name is noted in
/// `log_files` before there is a file of it, so that deletions reach old files, too. A crash in between
/// leaves a gap in the numbers, which the next rotation closes.
struct LogFileRotation {
  private static let millisecondsPerDay: Int64 = 86_400_000

  let files: LogFileWriter
  let file: String
  let rotation: LogRotation

  /// Begins a new file when the first of the lines belongs into one; returns how many of them the file
  /// takes then: at least one, and one alone that is longer than a file may be.
  func makeRoom(
    for lines: [String], at now: Timestamp, _ connection: SQLiteConnection
  ) throws -> Int {
    let largest = max(1, rotation.largest?.bytes ?? .max)
    var size = 0
    if let status = try files.status(of: file), status.size > 0 {
      let isFull = (lines.first?.utf8.count ?? 0) >= largest - min(largest, status.size)
      let isYesterdays = rotation.isDaily && day(status.modifiedAt) < day(now)
      if isFull || isYesterdays { try rotate(connection) } else { size = status.size }
    }
    var room = largest - min(largest, size)
    let fitting = lines.prefix { line in
      guard line.utf8.count < room else { return false }
      room -= line.utf8.count + 1
      return true
    }
    return max(1, fitting.count)
  }

  private func day(_ time: Timestamp) -> Int64 {
    time.milliseconds / LogFileRotation.millisecondsPerDay
  }

  private func rotate(_ connection: SQLiteConnection) throws {
    let numbers = try oldNumbers(connection)
    for number in numbers where number > rotation.kept {
      try LogFileRotation.remove(name(number), files, connection)
    }
    let kept = max(1, rotation.kept)
    // The lowest free number: files above a gap need not move.
    let free = try (1...kept).first { try files.status(of: name($0)) == nil } ?? kept
    for number in 1...free {
      try connection.run(
        "INSERT OR IGNORE INTO log_files (file) VALUES (?)", [.text(name(number))])
    }
    for number in stride(from: free, to: 1, by: -1) {
      try files.rename(name(number - 1), to: name(number))
    }
    try files.rename(file, to: name(1))
  }

  /// The numbers that the registry knows, whether or not there is a file.
  private func oldNumbers(_ connection: SQLiteConnection) throws -> [Int] {
    let names = try connection.rows("SELECT file FROM log_files") { $0.text(0) }
    return names.compactMap { LogFileRotation.number(of: $0, after: file) }
  }

  private func name(_ number: Int) -> String { "\(file).\(number)" }

  /// Whether this is an old file of one of the others.
  static func isOld(_ name: String, among names: [String]) -> Bool {
    names.contains { number(of: name, after: $0) != nil }
  }

  /// Deletes a file and forgets its name.
  static func remove(
    _ name: String, _ files: LogFileWriter, _ connection: SQLiteConnection
  ) throws {
    try files.remove(name)
    try connection.run("DELETE FROM log_files WHERE file = ?", [.text(name)])
  }

  /// The `12` of `chat.jsonl.12`, an old file of `chat.jsonl`.
  private static func number(of name: String, after file: String) -> Int? {
    guard name.hasPrefix(file + ".") else { return nil }
    let digits = name.dropFirst(file.count + 1)
    guard digits.first != "0", digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return Int(digits)
  }
}

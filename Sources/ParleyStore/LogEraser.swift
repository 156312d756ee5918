import ParleyDomain
import ParleyJSON
import ParleyPlugin
import ParleySQLite

/// Takes lines out of log files: those of deleted chats, and those that have been kept long enough.
///
/// Runs between commits, as the lines are written, so no line is appended to a file that is about to
/// be replaced. A file is written anew beside the old one and then takes its place. Files that were
/// rotated away are gone through, too, and deleted when nothing is left of them.
struct LogEraser: Sendable {
  let files: LogFileWriter
  let warn: @Sendable (String) -> Void

  /// Does what deletions have noted; with `cutoff` also drops lines whose `ts` lies before it.
  func erase(before cutoff: Timestamp?, _ connection: SQLiteConnection) {
    do {
      let chats = try connection.rows("SELECT chat FROM log_erasures") { $0.text(0) }
      guard !chats.isEmpty || cutoff != nil else { return }
      let marks = chats.map { "\"chat_id\":\(JSONWriter.string(.string($0)))" }
      let names = try connection.rows("SELECT file FROM log_files") { $0.text(0) }
      var isWhole = true
      for name in names {
        do {
          try files.rewrite(name) { line in
            !marks.contains { line.contains(text: $0) } && !LogEraser.isOld(line, cutoff)
          }
          if LogFileRotation.isOld(name, among: names), try files.status(of: name)?.size ?? 0 == 0 {
            try LogFileRotation.remove(name, files, connection)
          }
        } catch {
          isWhole = false
          warn("Lines of \(name) that should go could not be taken out: \(error).")
        }
      }
      guard isWhole else { return }
      for chat in chats {
        try connection.run("DELETE FROM log_erasures WHERE chat = ?", [.text(chat)])
      }
    } catch {
      warn("Log files could not be gone through: \(error).")
    }
  }

  /// Whether the line says when it was written, as `"ts":"…"` in UTC, and that was before.
  private static func isOld(_ line: ArraySlice<UInt8>, _ cutoff: Timestamp?) -> Bool {
    guard let cutoff, let start = line.end(of: "\"ts\":\"") else { return false }
    let text = String(decoding: line[start...].prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
    return Timestamp(text).map { $0 < cutoff } ?? false
  }
}

extension ArraySlice<UInt8> {
  fileprivate func contains(text: String) -> Bool { end(of: text) != nil }

  /// Where the first occurrence of a text ends.
  fileprivate func end(of text: String) -> Int? {
    let wanted = Array(text.utf8)
    guard let head = wanted.first else { return startIndex }
    var rest = self
    while let start = rest.firstIndex(of: head) {
      if rest[start...].starts(with: wanted) { return start + wanted.count }
      rest = rest[(start + 1)...]
    }
    return nil
  }
}

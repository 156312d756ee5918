import Glibc

/// Appends whole lines to files under the storage folder.
///
/// What was appended survives a crash of the program; a power cut may take the last lines, as it may
/// take the last jobs, since a turn would otherwise wait for the disk once more. Follows no symbolic link. Folders are made with 0700, files with 0600. Calls block.
struct LogFileWriter: Sendable {
  /// The storage folder.
  let folder: String

  /// What was wrong with a log file.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Appends the lines, each followed by a line feed; all of them or, when it throws, none.
  ///
  /// With `isRepeated` the lines may have been written before, wholly or in part, by a run that ended
  /// before it could say so: what of them already stands at the end of the file is not written again.
  func append(_ lines: [String], to file: String, isRepeated: Bool) throws {
    if let refusal = LogFileName.refusal(of: file) { throw Failure(description: refusal) }
    let descriptor = try open(LogFileName.components(of: file))
    let status = try descriptor.status()
    guard status.isRegularFile else { throw Failure(description: "it is no regular file") }
    let size = Int(status.st_size)
    let bytes = lines.flatMap { Array($0.utf8) + [LogFileWriter.lineFeed] }
    let written = isRepeated ? try overlap(of: bytes, with: descriptor, size: size) : 0
    do {
      if written == 0, size > 0, try descriptor.read(count: 1, at: size - 1) != [Self.lineFeed] {
        // Somebody else's line without an end: ours begins on a line of its own.
        try descriptor.write([LogFileWriter.lineFeed])
      }
      try descriptor.write(bytes[written...])
    } catch {
      // No half line stays behind when the disk is full.
      try descriptor.truncate(to: size)
      throw error
    }
  }

  private static let lineFeed = UInt8(ascii: "\n")

  /// How many of these bytes stand at the end of the file already, beginning with a line.
  private func overlap(
    of bytes: [UInt8], with file: borrowing Descriptor, size: Int
  ) throws(SystemError) -> Int {
    let start = max(0, size - bytes.count)
    let end = try file.read(count: size - start, at: start)
    let before = start == 0 ? [Self.lineFeed] : try file.read(count: 1, at: start - 1)
    if before == [Self.lineFeed], bytes.starts(with: end) { return end.count }
    for index in end.indices where end[index] == Self.lineFeed {
      let rest = end[(index + 1)...]
      if bytes.starts(with: rest) { return rest.count }
    }
    return 0
  }

  /// Opens the file for appending; goes from folder to folder, so that no link is followed.
  private func open(_ components: [String]) throws(SystemError) -> Descriptor {
    var parent = try Descriptor("\(folder)/.", O_RDONLY | O_DIRECTORY)
    for name in components.dropLast() {
      if mkdirat(parent.number, name, 0o700) == 0 { try parent.synchronize() }
      parent = try Descriptor(name, in: parent, O_RDONLY | O_DIRECTORY)
    }
    let file = try Descriptor(
      components.last ?? "", in: parent, O_RDWR | O_APPEND | O_CREAT | O_NONBLOCK)
    if try file.status().st_size == 0 { try parent.synchronize() }
    return file
  }
}

import Glibc
import ParleyPlugin

extension LogFileWriter {
  /// What a log file is like.
  struct FileStatus: Hashable {
    var size: Int
    /// When it was last written to.
    var modifiedAt: Timestamp
  }

  /// `nil` when there is no such file.
  func status(of file: String) throws -> FileStatus? {
    let components = try components(of: file)
    guard let parent = try folder(of: components) else { return nil }
    var status = stat()
    guard fstatat(parent.number, components.last ?? "", &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      guard errno == ENOENT else { throw SystemError("stat") }
      return nil
    }
    let time = status.st_mtim
    return FileStatus(
      size: Int(status.st_size),
      modifiedAt: Timestamp(
        milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000))
  }

  /// Gives a file another name in its folder, in place of the file that has it. A missing file is left
  /// alone.
  func rename(_ file: String, to other: String) throws {
    let (from, to) = (try components(of: file), try components(of: other))
    guard let parent = try folder(of: from) else { return }
    guard renameat(parent.number, from.last ?? "", parent.number, to.last ?? "") == 0 else {
      guard errno == ENOENT else { throw SystemError("rename") }
      return
    }
    try parent.synchronize()
  }

  /// Deletes a file, if it is there.
  func remove(_ file: String) throws {
    let components = try components(of: file)
    guard let parent = try folder(of: components) else { return }
    guard unlinkat(parent.number, components.last ?? "", 0) == 0 || errno == ENOENT else {
      throw SystemError("unlink")
    }
    try parent.synchronize()
  }

  private func components(of file: String) throws -> [String] {
    if let refusal = LogFileName.refusal(of: file) { throw Failure(description: refusal) }
    return LogFileName.components(of: file)
  }
}

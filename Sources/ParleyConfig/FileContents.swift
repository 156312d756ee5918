/// Reads whole files that a command line names.
package enum FileContents {
  /// All bytes of a regular file. Blocks: not for the cooperative pool.
  ///
  /// - Throws: ``FileError``, also for more bytes than the limit (`EFBIG`) and for what is no
  ///   regular file.
  package static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    try ReadableFile(path).contents(limit: limit)
  }
}

import Glibc

extension LogFileWriter {
  /// Keeps the lines for which `keeps` says so, and drops the others for good. The file stays as it is
  /// when nothing is dropped or it is missing. Reads piece by piece.
  func rewrite(_ file: String, keeping keeps: (ArraySlice<UInt8>) -> Bool) throws {
    if let refusal = LogFileName.refusal(of: file) { throw Failure(description: refusal) }
    let components = LogFileName.components(of: file)
    guard let parent = try folder(of: components) else { return }
    let name = components.last ?? ""
    guard faccessat(parent.number, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0 else { return }
    let old = try Descriptor(name, in: parent, O_RDONLY | O_NONBLOCK)
    guard try old.status().isRegularFile else {
      throw Failure(description: "it is no regular file")
    }
    let copyName = ".\(name).rewritten"
    let copy = try Descriptor(copyName, in: parent, O_WRONLY | O_CREAT | O_TRUNC)
    do {
      if try LogFileWriter.copyLines(of: old, to: copy, keeping: keeps) {
        // A file of yesterday stays one for those who begin a new one each day.
        let times = try old.status()
        _ = futimens(copy.number, [times.st_atim, times.st_mtim])
        try copy.synchronize()
        guard renameat(parent.number, copyName, parent.number, name) == 0 else {
          throw SystemError("rename")
        }
        try parent.synchronize()
      } else {
        unlinkat(parent.number, copyName, 0)
      }
    } catch {
      unlinkat(parent.number, copyName, 0)
      throw error
    }
  }

  /// The folder of a file; `nil` when it does not exist.
  func folder(of components: [String]) throws(SystemError) -> Descriptor? {
    var parent = try Descriptor("\(folder)/.", O_RDONLY | O_DIRECTORY)
    for name in components.dropLast() {
      guard faccessat(parent.number, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
      parent = try Descriptor(name, in: parent, O_RDONLY | O_DIRECTORY)
    }
    return parent
  }

  /// Copies lines; answers whether some were dropped.
  private static func copyLines(
    of old: borrowing Descriptor, to copy: borrowing Descriptor,
    keeping keeps: (ArraySlice<UInt8>) -> Bool
  ) throws(SystemError) -> Bool {
    var hasDropped = false
    var offset = 0
    var rest: [UInt8] = []
    while true {
      let chunk = try old.read(count: 1 << 20, at: offset)
      offset += chunk.count
      rest += chunk
      var kept: [UInt8] = []
      var start = 0
      while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n"))
        ?? (chunk.isEmpty && start < rest.count ? rest.count - 1 : nil)
      {
        let line = rest[start...end]
        if keeps(line) { kept += line } else { hasDropped = true }
        start = end + 1
      }
      rest.removeFirst(start)
      try copy.write(kept[...])
      if chunk.isEmpty { return hasDropped }
    }
  }
}

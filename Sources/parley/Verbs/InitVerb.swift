import Glibc

extension Verb {
  /// `parley init`: a shop to begin with.
  static let initialize = Verb(
    ["init"], summary: "Write a configuration and a sample CSV to begin with",
    discussion: """
      Nothing that exists is overwritten.

        parley init shop && cd shop
        parley knowledge load
        parley ask "green tea under 10 euros"
      """,
    positionals: [
      PositionalSpec("DIR", .optional, doc: "Where (default: here)", kind: .directory)
    ]
  ) { invocation in
    let folder = invocation.positional("DIR") ?? "."
    try makeFolder(folder)
    let files = [
      ("config.yaml", StarterShop.configuration), ("products.csv", StarterShop.products),
    ]
    let paths = files.map { "\(folder)/\($0.0)" }
    for path in paths where access(path, F_OK) == 0 {
      throw CommandFailure(.exists, "\(path) exists already; nothing was written")
    }
    for (path, file) in zip(paths, files) {
      try OutputFile.write(file.1, to: path, replacing: false)
    }
    let enter = folder == "." ? "" : "cd \(folder) && "
    invocation.terminal.talk(
      """
      Wrote \(paths.joined(separator: " and ")). Next:
        \(enter)parley knowledge load
        parley ask "green tea under 10 euros"
      """)
  }

  private static func makeFolder(_ path: String) throws {
    guard mkdir(path, 0o755) != 0, errno != EEXIST else { return }
    throw CommandFailure(
      errno == EACCES ? .permission : .io,
      "\(path): the folder cannot be made: \(String(cString: strerror(errno)))")
  }
}

/// Something that a collection is loaded from.
package struct CollectionSource: Sendable, Hashable {
  /// Where the bytes come from.
  package enum Origin: Sendable, Hashable {
    /// A file or folder, absolute or relative to the folder of the configuration.
    case path(String)
    /// A program whose output is read.
    case command(SourceCommand)
  }

  package var origin: Origin
  /// The name of a ``SourceFormat``; `nil` looks at each file. A command needs one.
  package var format: String?
  /// How often it is loaded again while Parley serves; `nil`: only when asked.
  package var every: Duration?
  /// Whether its rows are merged into the collection instead of replacing it.
  package var isUpdate: Bool

  package init(
    _ origin: Origin, format: String? = nil, every: Duration? = nil, isUpdate: Bool = false
  ) {
    self.origin = origin
    self.format = format
    self.every = every
    self.isUpdate = isUpdate
  }

  /// As messages name it: the path, or the program.
  package var name: String {
    switch origin {
    case .path(let path): path
    case .command(let command): command.arguments.first ?? "command"
    }
  }
}

/// A program that writes rows to its standard output.
package struct SourceCommand: Sendable, Hashable {
  /// The program, absolute, and its arguments; no shell reads them.
  package var arguments: [String]
  /// The names of the environment variables that it gets; it sees no others.
  package var environment: [String]
  /// How long it may take.
  package var timeout: Duration

  package init(
    _ arguments: [String], environment: [String] = [], timeout: Duration = .seconds(600)
  ) {
    self.arguments = arguments
    self.environment = environment
    self.timeout = timeout
  }
}

/// Runs the commands of sources. Which limits they have is a matter of who implements it.
package protocol SourceCommandRunner: Sendable {
  /// Runs the command to its end and writes what it prints into a file that does not exist yet.
  /// Blocks.
  ///
  /// - Throws: What went wrong, for people: it did not start, took too long, wrote too much, or
  ///   ended with another status than 0.
  func run(
    _ command: SourceCommand, writingTo path: String, isCancelled: @escaping () -> Bool
  ) throws
}

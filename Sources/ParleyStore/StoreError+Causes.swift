import ParleyDomain
import ParleySQLite

extension StoreError {
  /// The store's word for whatever went wrong; a cancellation stays one.
  static func wrapping(_ error: any Error, file: String) -> any Error {
    switch error {
    case let error as SQLiteError: wrapping(error)
    case let error as MigrationError: StoreError(.unreadable, error.description)
    case let error as SystemError: error.storeError(file: file)
    default: error
    }
  }

  private static func wrapping(_ error: SQLiteError) -> StoreError {
    switch error.kind {
    case .full: .full(error.file)
    case .damaged: .damaged(error.file, error.message)
    case .busy:
      StoreError(
        .locked,
        "\(error.file): another program has locked the database. Close it and try again.")
    case .io: .io(error.file, error.message)
    case .interrupted:
      StoreError(.io, "\(error.file): reading took too long and was ended. Ask for less at a time.")
    case .taken:
      StoreError(
        .conflict,
        "\(error.file): a name is taken already (\(error.message)). Nothing was changed; choose "
          + "another name.")
    case .dangling:
      StoreError(
        .notFound,
        "\(error.file): what this belongs to is not there (\(error.message)). Nothing was changed.")
    case .constraint, .other:
      StoreError(.io, "\(error.file): could not do this (\(error.message)). Nothing was changed.")
    }
  }

  static func full(_ file: String) -> StoreError {
    StoreError(
      .full,
      "\(file): the disk is full. Free some space and try again; what was stored before is safe.")
  }

  static func io(_ file: String, _ reason: String) -> StoreError {
    StoreError(
      .io,
      "\(file): cannot be read or written (\(reason)). Check the disk and the permissions, then "
        + "try again.")
  }

  static func damaged(_ file: String, _ reason: String) -> StoreError {
    StoreError(
      .unreadable,
      "\(file): is damaged (\(reason)). Parley leaves it as it is: put a backup in its place, or "
        + "move it away to begin with empty chats.")
  }

  static func withoutWAL(_ file: String) -> StoreError {
    StoreError(
      .io,
      "\(file): this file system cannot keep a write-ahead log (a network disk?). Set "
        + "storage.directory to a folder on a local disk.")
  }

  static func missing(_ what: String) -> StoreError {
    StoreError(.notFound, "There is no \(what).")
  }
}

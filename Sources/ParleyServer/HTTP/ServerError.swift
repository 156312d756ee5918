/// Why the server cannot start.
package struct ServerError: Error, Sendable, CustomStringConvertible {
  package enum Kind: Sendable, Hashable {
    /// Somebody else listens there: trying again later may help.
    case addressInUse
    /// The address is not one of this machine, or the user may not listen there.
    case addressUnavailable
    /// The settings cannot be used.
    case invalidSettings
    /// The operating system or the HTTP library refuses.
    case failed
  }

  package var kind: Kind
  package var description: String
  /// The operating system's number for the fault; 0 when it has none.
  package var errno: Int32

  init(_ kind: Kind, _ description: String, errno: Int32 = 0) {
    self.kind = kind
    self.description = description
    self.errno = errno
  }
}

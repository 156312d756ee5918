package import ParleyDomain

/// Reads the replies of one protocol, streamed or whole: bytes in their order in, what the model says
/// out. A value, no I/O.
package protocol ReplyParser: Sendable {
  /// Whether the protocol's own end has come: nothing after it counts.
  var isDone: Bool { get }
  /// Bytes of text so far, thinking included.
  var textBytes: Int { get }
  /// The name that the upstream gave last.
  var model: String { get }
  /// The end of the reply; `nil` while none has come.
  var completion: ModelCompletion? { get }

  /// Takes one event of a stream.
  ///
  /// Throws ``UpstreamProblem`` when the upstream reports a failure, ``MalformedReply`` when the data
  /// is not what the protocol says. Events of names that the protocol does not have are passed over.
  mutating func consume(_ event: ServerSentEvent) throws -> [ModelEvent]

  /// Takes a whole reply. Throws as ``consume(_:)`` does.
  mutating func consume(whole body: [UInt8]) throws -> [ModelEvent]
}

/// What came is not a reply of the protocol.
package struct MalformedReply: Error, Sendable {
  package let reason: String
}

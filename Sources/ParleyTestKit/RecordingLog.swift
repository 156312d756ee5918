import ParleyDomain
package import ParleyPlugin
import Synchronization

/// Keeps what was written to the operator's log.
package final class RecordingLog: OperatorLog {
  package struct Line: Sendable, Hashable {
    package var level: LogLevel
    package var message: String
    package var fields: [String: JSONValue]
  }

  private let written = Mutex<[Line]>([])

  package init() {}

  package var lines: [Line] { written.withLock { $0 } }

  package func write(_ level: LogLevel, _ message: String, _ fields: [String: JSONValue]) {
    written.withLock { $0.append(Line(level: level, message: message, fields: fields)) }
  }
}

/// Documents from a table instead of from files.
package struct FixedDocuments: DocumentReader {
  package var files: [String: JSONValue]
  package var parse: @Sendable (String) throws -> JSONValue

  package init(
    files: [String: JSONValue] = [:],
    parse: @escaping @Sendable (String) throws -> JSONValue = { _ in
      throw PluginError("this test has no JSON reader")
    }
  ) {
    self.files = files
    self.parse = parse
  }

  package func document(at path: String) async throws -> JSONValue {
    guard let document = files[path] else { throw PluginError("there is no file '\(path)'") }
    return document
  }

  package func json(_ text: String) throws -> JSONValue { try parse(text) }
}

import ParleyJSON
import ParleyPlugin

extension Verb {
  /// `parley version`
  static let version = Verb(
    ["version"], summary: "Print the version", hasData: true
  ) { invocation in
    try invocation.terminal.data(
      invocation.globals.json
        ? JSONWriter.string(["version": .string(ParleyVersion.current)])
        : "parley \(ParleyVersion.current)")
  }
}

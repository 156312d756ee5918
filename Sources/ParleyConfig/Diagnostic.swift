/// One thing that is wrong with a configuration, or worth knowing, with its place.
package struct Diagnostic: Error, Sendable, Hashable, CustomStringConvertible {
  /// Whether the configuration can be used all the same.
  package enum Severity: String, Sendable, Hashable {
    case error
    case warning
  }

  /// As it was given on the command line.
  package var file: String
  /// From 1; 0 when the matter concerns the file as a whole.
  package var line: Int
  package var column: Int
  /// The setting, for example `personas[0].budget.reply`; empty for the file as a whole.
  package var path: String
  /// One sentence, without the place.
  package var message: String
  package var severity: Severity

  package init(
    file: String, line: Int, column: Int, path: String, message: String,
    severity: Severity = .error
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.path = path
    self.message = message
    self.severity = severity
  }

  /// `file:line:column: path: message`, the form that editors jump to; parts that are not known are
  /// left out.
  package var description: String {
    let place = line > 0 ? "\(file):\(line):\(column)" : file
    return path.isEmpty ? "\(place): \(message)" : "\(place): \(path): \(message)"
  }
}

/// Why a configuration was refused: everything that is wrong with it, in the order of the file.
package struct ConfigurationErrors: Error, Sendable, Hashable, CustomStringConvertible {
  package var diagnostics: [Diagnostic]
  /// What a program should exit with: 78 for the content, 66 for a missing file, 77 for one that may
  /// not be read or that anybody may change.
  package var exitStatus: Int32
  /// The files that settings name, as far as they were found out: one of them may be to blame.
  package var filesNamed: [String]

  package init(
    _ diagnostics: [Diagnostic], exitStatus: Int32 = 78, filesNamed: [String] = []
  ) {
    self.diagnostics = diagnostics
    self.exitStatus = exitStatus
    self.filesNamed = filesNamed
  }

  /// One line for each problem.
  package var description: String {
    diagnostics.map(\.description).joined(separator: "\n")
  }
}

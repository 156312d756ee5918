/// Where text of the program goes: a terminal, a pipe or a file. Tests record it.
protocol TerminalStream: Sendable {
  var isTerminal: Bool { get }
  /// The width of the terminal now, in columns; `nil` when it is none or does not tell.
  var columns: Int? { get }
  /// Writes all of it, waiting as long as the reader takes.
  func write(_ text: String) throws(OutputError)
}

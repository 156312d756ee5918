import ParleyJSON
import ParleyPlugin
import Synchronization

/// A reply object for people or for programs.
struct ReplyReport {
  private let reply: JSONValue
  private let terminal: Terminal

  init(_ reply: JSONValue, terminal: Terminal) {
    self.reply = reply
    self.terminal = terminal
  }

  /// - Parameter textIsShown: whether the text itself was printed as it came.
  func print(asJSON: Bool, textIsShown: Bool) throws {
    if asJSON {
      try terminal.data(JSONWriter.string(reply))
      return
    }
    let text = reply["reply"]?.string ?? ""
    if !textIsShown {
      try terminal.data(text)
    } else if !text.hasSuffix("\n") {
      try terminal.data("")
    }
    let citations = reply["citations"]?.array ?? []
    if !citations.isEmpty { try terminal.data("") }
    for citation in citations { try terminal.data(terminal.faint(line(for: citation))) }
    for notice in reply["notices"]?.array ?? [] {
      terminal.talk("note: \(notice["message"]?.string ?? "")")
    }
    if reply["finish_reason"] == "stopped" { terminal.talk("stopped; the text so far is kept") }
  }

  private func line(for citation: JSONValue) -> String {
    let record = [citation["collection"]?.string, citation["id"]?.string].compactMap(\.self)
    let place = citation["url"]?.string ?? record.joined(separator: "/")
    return "[\(citation["index"]?.integer ?? 0)] \(citation["title"]?.string ?? "") — \(place)"
  }
}

/// Prints a reply as it comes, and remembers when nobody reads any more: the turn goes on and is
/// stored whole.
final class ReplyOutput: Sendable {
  private let terminal: Terminal
  private let failure = Mutex<OutputError?>(nil)

  init(terminal: Terminal) {
    self.terminal = terminal
  }

  func write(_ text: String) {
    failure.withLock { failure in
      guard failure == nil else { return }
      do throws(OutputError) {
        try terminal.data(text, terminator: "")
      } catch {
        failure = error
      }
    }
  }

  /// Throws what kept the text from being printed.
  func check() throws {
    if let failure = failure.withLock({ $0 }) { throw failure }
  }
}

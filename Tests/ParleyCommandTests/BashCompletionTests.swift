import ParleyTestKit
import Testing

@testable import parley

/// The script at work in a real bash: what is offered for the last of the words.
struct BashCompletionTests {
  private func complete(_ words: String...) throws -> [String] {
    try Shell.withTemporaryFolder { folder in
      try Shell.write(CompletionScript.bash(sampleTable()), to: "\(folder)/completion")
      let line = words.map(CompletionScript.quoted).joined(separator: " ")
      try Shell.write(
        """
        cd '\(folder)' && mkdir shelf && touch 'my books.csv' && source ./completion || exit 1
        COMP_WORDS=(parley \(line)); COMP_CWORD=\(words.count)
        _parley
        ((${#COMPREPLY[@]} == 0)) || printf '%s\\n' "${COMPREPLY[@]}"
        """, to: "\(folder)/test")
      let result = try #require(Shell.run("bash --norc '\(folder)/test' 2>&1"))
      #expect(result.status == 0)
      return result.output.split(separator: "\n").map(String.init)
    }
  }

  @Test func verbs() throws {
    #expect(try complete("") == ["ask", "knowledge", "serve", "help", "completions"])
    #expect(try complete("k") == ["knowledge"])
    #expect(try complete("knowledge", "") == ["load", "search"])
    #expect(try complete("knowledge", "s") == ["search"])
    #expect(try complete("--config", "ask", "") == complete(""))
  }

  @Test func options() throws {
    #expect(
      try complete("ask", "-") == [
        "-p", "--persona", "-k", "--number", "-n", "--no-stream", "--json", "--config",
        "--no-color", "-h", "--help",
      ])
    #expect(try complete("knowledge", "load", "books", "--on") == ["--on-error"])
    #expect(try complete("--n") == ["--no-color"])
    #expect(try complete("ask", "--", "-") == [])
  }

  @Test func values() throws {
    #expect(try complete("knowledge", "load", "--on-error", "") == ["skip", "stop"])
    #expect(try complete("knowledge", "load", "--on-error", "=") == ["skip", "stop"])
    #expect(try complete("knowledge", "load", "--on-error", "=", "st") == ["stop"])
    #expect(try complete("ask", "--persona", "") == [])
    #expect(try complete("knowledge", "load", "--into", "s") == ["shelf"])
    #expect(try complete("serve", "--config", "my") == ["my books.csv"])
  }

  @Test func positionals() throws {
    #expect(try complete("completions", "") == ["bash", "zsh", "fish"])
    #expect(try complete("completions", "bash", "") == [])
    #expect(try complete("knowledge", "load", "") == [])
    #expect(try complete("knowledge", "load", "books", "my") == ["my books.csv"])
    #expect(
      try complete("knowledge", "load", "-u", "--map", "a=b", "books", "x", "sh") == ["shelf"])
    #expect(try complete("help", "kn") == ["knowledge"])
    #expect(try complete("help", "knowledge", "") == ["load", "search"])
  }
}

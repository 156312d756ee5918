import ParleyTestKit
import Testing

@testable import parley

struct CompletionScriptTests {
  @Test(arguments: CompletionScript.Shell.allCases)
  func everyVerbAndOptionOccurs(_ shell: CompletionScript.Shell) {
    let table = sampleTable()
    let script = CompletionScript.script(for: shell, table)
    for verb in table.verbs {
      for word in verb.path { #expect(script.contains(word)) }
      for option in verb.allOptions {
        #expect(script.contains(shell == .fish ? "-l \(option.name)" : "--\(option.name)"))
        if let short = option.short {
          #expect(script.contains(shell == .fish ? "-s \(short)" : "-\(short)"))
        }
      }
    }
    #expect(script.contains("skip stop"))
  }

  @Test(arguments: CompletionScript.Shell.allCases)
  func theShellReadsTheScript(_ shell: CompletionScript.Shell) throws {
    guard Shell.has(shell.rawValue) else { return }
    try Shell.withTemporaryFolder { folder in
      for (name, table) in [("sample", sampleTable()), ("program", verbTable)] {
        try Shell.write(CompletionScript.script(for: shell, table), to: "\(folder)/\(name)")
        #expect(Shell.run("\(shell.rawValue) -n '\(folder)/\(name)'")?.status == 0)
      }
    }
  }

  @Test func theVerbPrintsIt() async {
    let output = RecordedStream()
    let terminal = Terminal(output: output, errors: RecordedStream(), environment: [:])
    let runner = CommandRunner(table: sampleTable(), terminal: terminal, environment: [:])
    #expect(await runner.run(["completions", "bash"]) == .ok)
    #expect(output.text == CompletionScript.bash(sampleTable()) + "\n")
  }

  @Test func quotesForItsShell() {
    #expect(CompletionScript.quoted("it's") == #"'it'\''s'"#)
    #expect(
      CompletionScript.zsh(sampleTable()).contains(#"Merge\: it'\''s no replacement \[slower\]"#))
    #expect(
      CompletionScript.fish(sampleTable()).contains(#"'Merge: it\'s no replacement [slower]'"#))
  }
}

import ParleyConfig
import ParleyDomain
import ParleyEngine
import ParleyJSON
import ParleyPlugin
import ParleyStore

extension Verb {
  /// `parley test`: questions with what must be cited or said.
  static let test = Verb(
    ["test"], summary: "Ask questions from files and check what is cited and said",
    discussion: """
      A file is YAML: `persona:` for all of its questions, and `questions:`, each with `question:` (or `turns:`, a \
      list; the last reply is looked at) and any of `cites`, `cites_any`, `cites_none`, `contains`, `not_contains`, \
      `matches` and `answers`. Every question is asked in a chat of its own, of which nothing is stored; also while \
      a server runs. Exits with 1 when a question fails, 65 when a file is wrong, 66 when one is missing.

        questions:
          - question: When are you open on Sunday?
            cites: [help/opening-hours.md]
            contains: [11 am]
          - turns: [fountain pens, cheaper?]
            cites_any: [STA-1113]
          - question: What is the capital of France?
            answers: false

        parley test Knowledge/questions.yaml
      """,
    options: [
      OptionSpec(
        "persona", short: "p", value: "P",
        doc: "Who is asked where a question names nobody (default: the file's, else the first)"),
      OptionSpec("filter", value: "TEXT", doc: "Only questions whose name or text holds this"),
      OptionSpec("junit", value: .file(), doc: "Write a report for continuous integration, too"),
    ],
    positionals: [PositionalSpec("FILE", .many, doc: "Questions in YAML", kind: .file)],
    hasData: true
  ) { invocation in
    try await CommandFailure.translating {
      let shop = try Shop.open(invocation)
      let standard = try shop.persona(named: invocation.value("persona"))
      let files = try questionFiles(invocation, personas: shop.configuration.personas.map(\.name))
      try await shop.tellWhatIsMissing(for: standard, on: invocation.terminal)
      let engine = try await shop.startEngine(unkept: UnkeptChats())
      let results: [QuestionResult]
      do {
        results = try await ask(files, engine, standard: standard.name, invocation)
      } catch {
        await engine.plugins.stop()
        throw error
      }
      await engine.plugins.stop()
      try finish(results, invocation)
    }
  }

  /// Every file, with those of its questions that `--filter` lets through. Tells the mistakes of all
  /// files at once.
  private static func questionFiles(
    _ invocation: Invocation, personas: [String]
  ) throws -> [QuestionFile] {
    var files: [QuestionFile] = []
    var failures: [CommandFailure] = []
    for path in invocation.positionals("FILE") {
      do {
        files.append(try QuestionFileReader.read(path, personas: personas))
      } catch let failure as CommandFailure {
        failures.append(failure)
      }
    }
    guard failures.isEmpty else {
      let status = failures.contains { $0.status == .badData } ? ExitStatus.badData : .noInput
      throw CommandFailure(status, messages: failures.flatMap(\.messages))
    }
    guard let filter = invocation.value("filter")?.lowercased() else { return files }
    for index in files.indices {
      files[index].questions.removeAll { question in
        !([question.name] + question.turns).contains { $0.lowercased().contains(filter) }
      }
    }
    guard files.contains(where: { !$0.questions.isEmpty }) else {
      throw UsageError(
        "option '--filter': no question holds '\(filter)'", helpOf: invocation.verb.fullName)
    }
    return files
  }

  private static func ask(
    _ files: [QuestionFile], _ engine: Engine, standard: String, _ invocation: Invocation
  ) async throws -> [QuestionResult] {
    let runner = QuestionRunner(engine: engine)
    let report = QuestionReport(terminal: invocation.terminal)
    var results: [QuestionResult] = []
    for file in files {
      // A persona on the command line goes before the file's.
      let usual = invocation.value("persona") ?? file.persona ?? standard
      for question in file.questions {
        try Task.checkCancellation()
        let result = try await runner.ask(
          question, of: file.path, persona: question.persona ?? usual)
        results.append(result)
        if !invocation.globals.json { try report.print(result) }
      }
    }
    return results
  }

  private static func finish(_ results: [QuestionResult], _ invocation: Invocation) throws {
    if let path = invocation.value("junit") {
      try OutputFile.write(JUnitReport.xml(results), to: path)
    }
    let failed = results.count { !$0.isPassed }
    if invocation.globals.json {
      try invocation.terminal.data(
        JSONWriter.string([
          "questions": .array(results.map(\.json)), "total": .integer(results.count),
          "passed": .integer(results.count - failed), "failed": .integer(failed),
        ]))
    } else {
      try QuestionReport(terminal: invocation.terminal).printEnd(results)
    }
    if failed > 0 { throw CommandFailure(.failed, messages: []) }
  }
}

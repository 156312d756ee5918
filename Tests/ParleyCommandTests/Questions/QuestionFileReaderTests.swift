import Testing

@testable import parley

struct QuestionFileReaderTests {
  private func file(_ text: String) throws -> QuestionFile {
    try QuestionFileReader.parse(
      Array(text.utf8), path: "questions.yaml", personas: ["bookseller", "helpdesk"])
  }

  @Test func readsEveryCheck() throws {
    let file = try file(
      """
      persona: helpdesk
      questions:
        - name: all of it
          persona: bookseller
          turns: [pens, cheaper?]
          cites: [catalog/STA-1113]
          cites_any: [a, b]
          cites_none: c
          contains: [$10.50, "${NAME}"]
          not_contains: [sorry]
          matches: ['\\$\\d+']
          answers: true
        - question: Thanks
          answers: false
      """)
    #expect(file.persona == "helpdesk")
    let first = try #require(file.questions.first)
    #expect(first.name == "all of it" && first.persona == "bookseller" && first.line == 3)
    #expect(first.turns == ["pens", "cheaper?"])
    #expect(
      first.expectation
        == Expectation(
          cites: ["catalog/STA-1113"], citesAny: ["a", "b"], citesNone: ["c"],
          contains: ["$10.50", "${NAME}"], notContains: ["sorry"], matches: ["\\$\\d+"],
          answers: true))
    #expect(file.questions[1].name == "Thanks" && file.questions[1].turns == ["Thanks"])
  }

  @Test func everyMistakeIsToldAtOnceWithItsPlace() throws {
    let failure = try #require(throws: CommandFailure.self) {
      try file(
        """
        persona: bookseler
        question: outside
        questions:
          - qestion: Hello
            cites: []
          - question: What?
          - question: What?
            turns: [a]
            answers: maybe
          - {question: x, matches: ['(']}
          - just text
          - {turns: [''], contains: [[x]]}
          - {question: x, answers: false, cites: [a]}
        """)
    }
    #expect(failure.status == .badData)
    #expect(
      failure.messages.map { $0.replacing("questions.yaml:", with: "") }.map { message in
        message.contains("regular expression") ? String(message.prefix(44)) : message
      } == [
        "2:1: unknown key 'question'; did you mean 'questions'?",
        "1:10: persona: there is no persona 'bookseler'; did you mean 'bookseller'?",
        "4:5: questions[0]: unknown key 'qestion'; did you mean 'question'?",
        "4:5: questions[0]: has neither 'question:' nor 'turns:'",
        "5:12: questions[0].cites: is empty",
        "6:5: questions[1]: checks nothing; give one of cites, cites_any, cites_none, contains, "
          + "not_contains, matches, answers",
        "8:12: questions[2].turns: has 'question:' already; give one of both",
        "9:14: questions[2].answers: expected true or false",
        "10:29: questions[3].matches[0]: '(' is no re",
        "11:5: questions[4]: expected a mapping with 'question:' and a check such as 'cites:'",
        "12:14: questions[5].turns[0]: is empty",
        "12:30: questions[5].contains[0]: expected a text, not a list or mapping",
        "13:28: questions[6].answers: wants no record cited, but others are wanted above",
      ])
  }

  @Test(arguments: [
    ("", "1:1: questions: missing"), ("- a", "1:1: expected a mapping"),
    ("questions: []", "1:12: questions: expected a list"), ("a: [", "questions.yaml:2:1:"),
  ])
  func whatIsNoFileOfQuestionsIsTold(_ text: String, _ message: String) throws {
    let failure = try #require(throws: CommandFailure.self) { try file(text) }
    #expect(failure.messages.first?.contains(message) == true, "\(failure.messages)")
  }

  @Test func aMissingFileIsNoInput() throws {
    let failure = try #require(throws: CommandFailure.self) {
      try QuestionFileReader.read("/nowhere/questions.yaml", personas: [])
    }
    #expect(failure.status == .noInput)
    #expect(failure.messages == ["/nowhere/questions.yaml: No such file or directory"])
  }
}

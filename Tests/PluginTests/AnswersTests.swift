import Answers
import ParleyPlugin
import Testing

struct AnswersTests {
  private static let file: JSONValue = [
    [
      "phrases": ["opening hours", "When are you open?"], "answer": "Nine to five [1].\n",
      "sources": [["collection": "help", "id": "hours"]],
    ],
    ["phrases": ["Gutschein"], "answer": "Ja, an der Kasse.", "languages": ["de"]],
    ["phrases": ["order HB-1000001"], "answer": "It is on its way."],
    ["phrases": ["complaint", "make a complaint"], "answer": "Write to us.", "match": "contains"],
    ["phrases": ["internationalisation"], "answer": "i18n."],
    ["phrases": ["hello"], "answer": "Ahoy!"],
  ]

  private func started(
    _ file: JSONValue = file, match: String = "whole"
  ) async throws -> AnswersPlugin {
    let plugin = AnswersPlugin(
      options: try JSONValue.object(["file": "answers.yaml", "match": .string(match)]).decoded())
    try await plugin.start(
      StartFixture(
        collections: ["help": CollectionInfo(name: "help", kind: "documents", language: "en")],
        documents: ["answers.yaml": file]))
    return plugin
  }

  private func answer(
    to message: String, language: String = "en", match: String = "whole",
    records: [Record] = [
      Record(
        reference: RecordReference(collection: "help", id: "hours"), title: "Opening hours",
        text: "…", url: nil)
    ]
  ) async throws -> Answer? {
    var turn = turn(message)
    turn.persona.language = language
    var host = HostFixture()
    host.records = records
    switch try await started(match: match).prePrompt(turn, host) {
    case .answer(let answer): return answer
    case .unchanged: return nil
    default: throw PluginError("neither an answer nor nothing")
    }
  }

  @Test(arguments: [
    "opening hours", "Opening Hours?", "  OPENING\nHOURS!! ", "Hello, opening hours please",
    "hi there! when are you open? thanks a lot",
    "Good morning, could you tell me when are you open",
    "öpening hóurs", "openning hours", "opneing hours", "opening hours 🙂",
  ])
  func theWholeMessageMatches(message: String) async throws {
    let answer = try await answer(to: message)
    #expect(answer?.text == "Nine to five [1].")
    #expect(answer?.sources.map(\.title) == ["Opening hours"])
  }

  @Test(arguments: [
    "Do you have a book about the opening hours of museums?", "opening", "hours",
    "opening hours of the cafe", "What is a Gutschein?", "Gutschein", "order HB-1000002",
    "order hb 1000001 2", "", "?!", "please", "opening houses", "opening tours",
    "a book called Complaintive",
  ])
  func aQuestionAboutSomethingElseIsLeftAlone(message: String) async throws {
    #expect(try await answer(to: message) == nil)
  }

  @Test(arguments: [
    ("I want to make a complaint about my order", "Write to us."),
    ("COMPLAINT!", "Write to us."), ("order hb-1000001", "It is on its way."),
    ("internationalization", "i18n."), ("internatoinalizaton", nil), ("Hello!", "Ahoy!"),
    ("Is this about a complant?", "Write to us."),
  ])
  func phrasesMatchAsTheirEntrySays(message: String, expected: String?) async throws {
    #expect(try await answer(to: message)?.text == expected)
  }

  @Test func theOptionSaysWhatHoldsForEntriesThatSayNothing() async throws {
    let message = "I would like your opening hours in writing"
    #expect(try await answer(to: message) == nil)
    #expect(try await answer(to: message, match: "contains")?.text == "Nine to five [1].")
  }

  @Test(arguments: [("de", true), ("de-AT", true), ("en", false)])
  func anEntryMayBeForSomeLanguages(language: String, isAnswered: Bool) async throws {
    let answer = try await answer(to: "Guten Tag, Gutschein bitte", language: language)
    #expect((answer != nil) == isAnswered)
  }

  @Test func aRecordThatIsNotLoadedIsNotCited() async throws {
    let answer = try await answer(to: "opening hours", records: [])
    #expect(answer == Answer(text: "Nine to five."))
  }

  @Test func aLongMessageIsNotLookedThrough() async throws {
    let message = String(repeating: "complaint about everything ", count: 60_000)
    #expect(try await answer(to: message) == nil)
  }

  @Test(
    arguments: [
      ([:], "answers.yaml: expected a list"), ([], "answers.yaml: expected a list"),
      ([1], "entry 1: expected `phrases`"),
      ([["phrases": ["a"], "answer": " "]], "entry 1: `answer` is missing"),
      ([["answer": "a"]], "entry 1: `phrases` is missing"),
      (
        [["phrases": ["a"], "answer": "b"], ["phrases": ["?"], "answer": "b"]],
        "entry 2: the phrase '?'"
      ),
      ([["phrases": ["a"], "anwser": "b"]], "entry 1: unknown key 'anwser'"),
      ([["phrases": "a", "answer": "b"]], "entry 1: `phrases` is a list"),
      ([["phrases": ["a"], "answer": "b [1]"]], "entry 1: `answer` cites [1]"),
      (
        [["phrases": ["a"], "answer": "b", "match": "some"]],
        "entry 1: `match` is whole or contains"
      ),
      (
        [["phrases": ["a"], "answer": "b", "sources": [["collection": "halp", "id": "x"]]]],
        "entry 1: there is no collection 'halp'; there are help"
      ),
      (
        [["phrases": ["A b"], "answer": "b"], ["phrases": ["á B!"], "answer": "c"]],
        "the phrase 'a b' stands in entry 1"
      ),
    ] as [(JSONValue, String)])
  func aBadFileIsRefusedWithFileAndEntry(file: JSONValue, words: String) async throws {
    let error = await #expect(throws: PluginError.self) { try await started(file) }
    #expect(error?.description.contains("answers.yaml") == true)
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  @Test func onePhraseMayHaveAnAnswerForEachLanguage() async throws {
    _ = try await started([
      ["phrases": ["hotel"], "answer": "No.", "languages": ["en"]],
      ["phrases": ["Hotel"], "answer": "Nein.", "languages": ["de"]],
    ])
  }

  @Test func asksForNoFileThatIsNotThere() async throws {
    let plugin = AnswersPlugin(
      options: try JSONValue.object(["file": "gone.yaml", "match": "whole"]).decoded())
    let error = await #expect(throws: PluginError.self) { try await plugin.start(StartFixture()) }
    #expect(error?.description.contains("gone.yaml") == true)
  }
}

import ParleyPlugin
import Testing

@testable import parley

struct ExpectationTests {
  private let reply: JSONValue = [
    "reply": "Dune, $9.99 [1]. Open on SUNDAY [2].",
    "citations": [
      ["index": 1, "collection": "books", "id": "bk-1", "title": "Dune"],
      ["index": 2, "collection": "help", "id": "hours.md#sunday", "title": "Hours"],
    ],
  ]

  @Test func whatIsThereIsNoFault() {
    let wanted = Expectation(
      cites: ["books/bk-1", "bk-1", "help/hours.md", "help/hours.md#sunday"],
      citesAny: ["x", "bk-1"],
      citesNone: ["books/bk-2", "catalog/bk-1"], contains: ["dune", "sunday"],
      notContains: ["monday"], matches: ["\\$\\d+\\.\\d\\d"], answers: true)
    #expect(wanted.faults(in: reply) == [])
  }

  @Test func everyFaultIsTold() {
    let wanted = Expectation(
      cites: ["bk-2", "hours"], citesAny: ["x", "y"], citesNone: ["books/bk-1"], contains: ["Emma"],
      notContains: ["DUNE"], matches: ["^Open"], answers: false)
    #expect(
      wanted.faults(in: reply) == [
        "bk-2 is not cited", "hours is not cited", "none of x, y is cited", "books/bk-1 is cited",
        "records are cited, where none should be found", "'Emma' is missing", "'DUNE' is there",
        "/^Open/ matches nowhere",
      ])
    #expect(Expectation(answers: true).faults(in: ["reply": "Hi"]) == ["no record is cited"])
  }
}

import Grounding
import ParleyPlugin
import Testing

struct GroundingTests {
  private let shop = GroundingFixture.english

  @Test func aNoticeStandsAtTheFigure() async throws {
    let annotation = try #require(
      try await shop.annotations(on: "🦆 Hello. Dune costs $13.99 [1].").first)
    #expect(annotation.notice.code == "ungrounded_figure")
    #expect(annotation.notice.message == "The records do not confirm “$13.99”.")
    #expect(annotation.range == 20..<26)
  }

  @Test(arguments: [
    ("en", "Dune costs $13.99 [1].", "“Dune”: the catalog says $9.99, not $13.99."),
    ("en", "Dune has 400 pages.", "“Dune”: the catalog says 612 pages, not 400."),
    ("en", "Dune (1950)", "“Dune”: the catalog says 1965, not 1950."),
    ("en", "Dune: 9 in stock", "“Dune”: the catalog says 4 in stock, not 9."),
    (
      "en", "Dune has ISBN 0-593-09823-1.",
      "“Dune”: the catalog says ISBN 978-0-441-17271-9, not 0-593-09823-1."
    ),
    ("de", "Dune kostet 13,99 €.", "„Dune“: Im Katalog steht 9,99 €, nicht 13,99 €."),
    ("fr", "Dune coûte 13,99 €.", "« Dune » : le catalogue indique 9,99 €, et non 13,99 €."),
    ("es", "Dune cuesta 13,99 €.", "«Dune»: el catálogo dice 9,99 €, no 13,99 €."),
    ("pt", "Dune custa 13,99 €.", "«Dune»: o catálogo diz 9,99 €, e não 13,99 €."),
  ])
  func aCorrectionTellsWhatTheRecordSays(
    language: String, reply: String, message: String
  ) async throws {
    let fixture = language == "en" ? shop : .euros(language)
    let annotation = try #require(try await fixture.annotations(on: reply, .correct).first)
    #expect(annotation.notice.code == "correction")
    #expect(annotation.notice.message == message)
  }

  @Test(arguments: [
    "One of them costs $13.99.", "Dune and Dune Messiah cost $13.99.",
    "The Lighthouse Mug was $19.99.",
  ])
  func whereItIsNotClearWhatIsMeantThereIsOnlyANotice(reply: String) async throws {
    let annotations = try await shop.annotations(on: reply, .correct)
    #expect(annotations.map(\.notice.code) == ["ungrounded_figure"])
  }

  @Test func aHeldSentenceIsReplacedByWhatTheRecordSays() async throws {
    let verdict = try await shop.verdict(on: "Dune costs $13.99 [1]. ", before: "Hello! ")
    guard case .withhold(let line, let notice) = verdict else {
      Issue.record("released")
      return
    }
    #expect(
      line
        == "I could not confirm a figure here. The catalog says of “Dune” [1]: $9.99. Please ask: desk@example.org."
    )
    #expect(notice.code == "held_sentence")
    #expect(notice.audience == .operators)
    #expect(notice.message.contains("Dune costs $13.99 [1]."))
    #expect(try await shop.verdict(on: "Dune costs $9.99 [1]. ") == .release)
    #expect(try await shop.verdict(on: line + " ") == .release)
  }

  @Test func aHeldSentenceAboutNobodyNamesTheContactAlone() async throws {
    var fixture = GroundingFixture.euros("de")
    let verdict = try await fixture.verdict(on: "Es kostet 77 Euro.")
    fixture.contact = nil
    let without = try await fixture.verdict(on: "Es kostet 77 Euro.")
    guard case .withhold(let line, _) = verdict, case .withhold(let short, _) = without else {
      Issue.record("released")
      return
    }
    #expect(
      line
        == "Eine Zahl konnte ich hier nicht bestätigen. Bitte fragen Sie nach: desk@example.org.")
    #expect(short == "Eine Zahl konnte ich hier nicht bestätigen.")
  }

  @Test func aSumOfWhatTheReplyListsIsConfirmed() async throws {
    let before = "- Dune: $9.99\n- Dune Messiah: $12.99\n- The Great Atlas: $1,299.00\n"
    #expect(try await shop.verdict(on: "In total $1,321.98.", before: before) == .release)
    #expect(try await shop.verdict(on: "In total $1,331.98.", before: before) != .release)
  }

  @Test func whatAPluginAnsweredIsNotChecked() async throws {
    #expect(try await shop.annotations(on: "It costs $99.", upstream: nil).isEmpty)
  }

  @Test func sentencesAreHeldOnlyWhenTheEntrySaysSo() throws {
    #expect(try shop.plugin(.hold).holdsSentences)
    #expect(try !shop.plugin(.correct).holdsSentences)
    #expect(throws: PluginError.self) { try shop.plugin(.notice, figures: []) }
  }

  @Test func aReplyOfNothingButWrongFiguresGetsTenNotices() async throws {
    let reply = String(repeating: "Dune costs $13.99 [1] and 1 2 3. ", count: 3000)
    #expect(try await shop.annotations(on: reply).count == 10)
    let clean = String(repeating: "Dune costs $9.99 [1] in total. ", count: 1000)
    #expect(try await shop.annotations(on: clean).isEmpty)
  }
}

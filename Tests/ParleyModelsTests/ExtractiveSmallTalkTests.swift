import ParleyPlugin
import Testing

@testable import ParleyModels

/// Messages that ask for nothing, and messages that only look like it.
struct ExtractiveSmallTalkTests {
  @Test(arguments: [
    ("Hello!", SmallTalk.greeting), ("hi there, Marlowe", .greeting), ("How are you?", .greeting),
    ("Thank you so much!", .thanks), ("thanks for your help", .thanks), ("No, thanks", .thanks),
    ("ok bye", .goodbye), ("Thanks, bye!", .goodbye),
    ("Hello, who are you?", .identity), ("What\u{2019}s your name?", .identity),
    ("are you a bot", .identity), ("You are useless", .insult), ("stupid bot!", .insult),
    ("help", .help), ("What can you do?", .help), ("Okay.", .affirmation),
    ("yes please", .affirmation),
  ])
  func isRecognised(message: String, kind: SmallTalk) {
    #expect(HeardSmallTalk(message, label: "Marlowe", in: EnglishPhrases())?.kind == kind)
  }

  @Test(arguments: [
    "Hello, do you have books by Le Guin?", "thanks, and when are you open?", "hello kitty mug",
    "Thank You for Smoking", "what are your opening hours", "", "?!", "a good book",
    "cheap", "who are you reading", "are you open today",
  ])
  func requestsAreNotSmallTalk(message: String) {
    #expect(HeardSmallTalk(message, label: "Marlowe", in: EnglishPhrases()) == nil)
  }

  @Test(arguments: [
    ("Hallo zusammen", SmallTalk.greeting), ("Vielen Dank für die Hilfe!", .thanks),
    ("Tschüss, bis bald", .goodbye), ("Wer sind Sie?", .identity), ("Du bist dumm", .insult),
    ("Können Sie mir helfen?", .help), ("Alles klar", .affirmation), ("hello", .greeting),
  ])
  func isRecognisedInGerman(message: String, kind: SmallTalk) {
    #expect(HeardSmallTalk(message, label: "Linde", in: GermanPhrases())?.kind == kind)
  }

  @Test func greetsWithThePersonasOwnLines() async throws {
    let reply = try await ExtractiveTurn(message: "Good morning").reply()
    #expect(
      reply == """
        Hello! What do you like to read?

        You can ask, for example:
        - Books by Ursula K. Le Guin
        - When are you open?
        """)
  }

  @Test func saysWhoItIs() async throws {
    let results = [found([], in: "books"), found([], in: "help")]
    let reply = try await ExtractiveTurn(message: "Who are you?", results: results).reply()
    #expect(
      reply == """
        I am Marlowe. I look things up and read them out; I am not a language model. \
        I can look up books and passages in help.

        For anything else, ask here: desk@example.org
        """)
  }

  @Test func staysCalmAndNamesTheContact() async throws {
    let reply = try await ExtractiveTurn(message: "You idiot").reply()
    #expect(
      reply
        == "I am sorry that I have not been of help so far. For anything else, ask here: desk@example.org"
    )
  }

  @Test(arguments: ["The Idiot", "Goodbye to All That", "The Help"])
  func aTitleMadeOfSmallTalkIsARequest(title: String) async throws {
    let novel = book("b1", title, by: "Somebody")
    let result = found([novel], QueryReading(named: [novel.reference]))
    let reply = try await ExtractiveTurn(message: title, results: [result]).reply()
    #expect(reply.hasPrefix("\(title) by Somebody [1]"))
  }

  @Test(arguments: ["thanks", "bye", "ok"])
  func isPoliteInAWord(message: String) async throws {
    let card = product("p1", message)
    let result = found([card], QueryReading(named: [card.reference]))
    let reply = try await ExtractiveTurn(message: message, results: [result]).reply()
    #expect(!reply.isEmpty && !reply.contains("[1]"))
  }

  @Test(arguments: [
    ("mailto:desk@example.org?subject=Hi", "desk@example.org"), ("tel:+1-207", "+1-207"),
    ("https://example.org/contact?x=1", "https://example.org/contact?x=1"),
  ])
  func theContactIsWrittenForPeople(contact: String, address: String) {
    #expect(ClerkService.address(contact) == address)
  }
}

import ParleyDomain
import Testing

/// What plugins know besides records, read out without a language model.
struct ExtractiveRemarkTests {
  private let shipped = TurnContext.Remark(text: "Order 1042 was shipped on 18 November.")

  @Test func itIsReadOutWhenNothingElseFits() async throws {
    var turn = ExtractiveTurn(message: "Where is my order 1042?")
    turn.remarks = [shipped]
    #expect(
      try await turn.reply() == """
        This is on record:

        Order 1042 was shipped on 18 November.

        I look things up and read them out; I am not a language model.
        """)
  }

  @Test func itGoesBeforePassagesAndGivesWayToGoods() async throws {
    let help = passage("h1", page: "orders", headings: ["Orders"], "We tell you when it leaves.")
    var turn = ExtractiveTurn(message: "Where is my order 1042?")
    turn.remarks = [shipped]
    turn.results = [found([help])]
    let reply = try await turn.reply()
    #expect(reply.hasPrefix("This is on record:\n\nOrder 1042 was shipped"))
    #expect(reply.contains("We tell you when it leaves."))

    turn.results = [found([book("b1", "Rocannon's World")])]
    #expect(try await !turn.reply().contains("1042"))
  }

  @Test func linesBecomeAListAndMarkupIsHarmless() async throws {
    var turn = ExtractiveTurn.german("Wann ist offen?")
    turn.remarks = [
      TurnContext.Remark(text: "Montag: 9 bis 18\n# [Dienstag](http://evil.example)\n\n", number: 3)
    ]
    #expect(
      try await turn.reply().hasPrefix(
        "Dazu liegt vor:\n\n- Montag: 9 bis 18\n- \\# (Dienstag)(http://evil.example) [3]"))
  }

  @Test func emptyOnesAndSmallTalkLeaveItOut() async throws {
    var turn = ExtractiveTurn(message: "Thanks!")
    turn.remarks = [shipped]
    #expect(try await turn.reply() == "You are welcome.")
    turn.message = "zxqv"
    turn.remarks = [TurnContext.Remark(text: " \n")]
    #expect(try await turn.reply().hasPrefix("I have nothing that fits that."))
  }
}

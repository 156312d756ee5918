import ParleyPlugin
import Testing

@Suite struct PersonalDetailTests {
  @Test(arguments: [
    ("write to ann@example.org, please", "write to [email], please"),
    ("call (207) 555-0142 now", "call [phone] now"),
    ("call +49 30 1234567.", "call [phone]."),
    ("ISBN 9780441172719 at $14.99 in 2026", "ISBN 9780441172719 at $14.99 in 2026"),
    ("as of 2026-09-30, not confirmed", "as of 2026-09-30, not confirmed"),
    ("call 2026-99-30", "call [phone]"),
    ("a@b and @home stay", "a@b and @home stay"),
    ("order HB-123456 for 2 books", "order HB-123456 for 2 books"),
    ("card 4111 1111 1111 1111, 12/27", "card [card], 12/27"),
    ("4111-1111-1111-1111 2", "[card] 2"), ("Amex 3782 822463 10005!", "Amex [card]!"),
    ("4111111111111111", "[card]"), ("4111 1111 1111 1112", "4111 1111 1111 1112"),
    ("6304 0000 0000 0000 000.", "[card]."),
  ])
  func blacksOutWhatIsPersonal(text: String, expected: String) {
    #expect(PersonalDetail.blackOut(PersonalDetail.allCases, in: text) == expected)
  }

  @Test func blacksOutOnlyWhatItIsToldTo() {
    let text = "ann@example.org 207 555 0142"
    #expect(PersonalDetail.blackOut([.phone], in: text) == "ann@example.org [phone]")
    #expect(PersonalDetail.blackOut([], in: text) == text)
  }
}

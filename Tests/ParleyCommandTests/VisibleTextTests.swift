import Testing

@testable import parley

struct VisibleTextTests {
  @Test(arguments: [
    "plain", "naïve café\n\ttabbed", "© 2 Ã", "\u{1B}[1;31mred\u{1B}[0m", "",
  ])
  func passes(_ text: String) {
    #expect(VisibleText.of(text) == text)
  }

  @Test(arguments: [
    ("\u{0}", "␀"), ("a\u{7F}", "a␡"), ("\u{1B}", "␛"), ("\u{1B}[", "␛["), ("\u{1B}[1", "␛[1"),
    ("\u{1B}[2J", "␛[2J"), ("\u{1B}[1A", "␛[1A"), ("\u{85}", "\u{FFFD}"), ("a\r\nb", "a␍\nb"),
  ])
  func shows(_ text: String, _ visible: String) {
    #expect(VisibleText.of(text) == visible)
  }
}

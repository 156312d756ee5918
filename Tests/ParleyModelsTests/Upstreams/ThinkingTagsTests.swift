import ParleyDomain
import ParleyModels
import Testing

struct ThinkingTagsTests {
  /// What is told of a reply in pieces: its thinking and its text, each joined.
  private func read(_ pieces: [String]) -> (thinking: String, text: String) {
    var tags = ThinkingTags()
    var (thinking, text) = ("", "")
    for event in pieces.flatMap({ tags.consume(.text($0)) }) + tags.finish() {
      switch event {
      case .reasoning(let more): thinking += more
      case .text(let more): text += more
      }
    }
    return (thinking, text)
  }

  @Test(arguments: [
    ("\n<think>\nhm < </thin</think>\n\nHi <b>.", "\nhm < </thin", "Hi <b>."),
    ("<think></think>Hi.", "", "Hi."),
    ("Hi <think>no</think>.", "", "Hi <think>no</think>."),
    ("<thin air", "", "<thin air"),
    ("<think>cut off</thi", "cut off</thi", ""),
    ("<thi", "", "<thi"),
    ("  ", "", "  "),
    ("<think>hm</think>", "hm", ""),
  ])
  func splitsAnywhere(reply: String, thinking: String, text: String) {
    for split in 0...reply.count {
      let told = read([String(reply.prefix(split)), String(reply.dropFirst(split))])
      #expect(told == (thinking, text), "split at \(split)")
    }
    #expect(read(reply.map(String.init)) == (thinking, text))
  }

  @Test func textIsNotHeldBackLongerThanNeeded() {
    var tags = ThinkingTags()
    #expect(tags.consume(.text("<th")) == [])
    #expect(tags.consume(.text("e")) == [.text("<the")])
    #expect(tags.consume(.reasoning("hm")) == [.reasoning("hm")])
  }
}

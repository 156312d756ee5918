import ParleyPlugin
import Testing

struct SentenceSplitterTests {
  @Test(arguments: [
    ("One. Two! Three? Four", ["One. ", "Two! ", "Three? ", "Four"]),
    ("It costs $12.99. Nice.", ["It costs $12.99. ", "Nice."]),
    ("By J. R. R. Tolkien. Good.", ["By J. R. R. Tolkien. ", "Good."]),
    ("Approx. 20 pages, e.g. Dune. Yes.", ["Approx. 20 pages, e.g. Dune. ", "Yes."]),
    ("Am 3. Mai offen. Ja.", ["Am 3. Mai offen. ", "Ja."]),
    ("Das kostet ca. 12 €, z. B. heute. Gut.", ["Das kostet ca. 12 €, z. B. heute. ", "Gut."]),
    ("It is $9.99. [1] Also [2]. Fine.", ["It is $9.99. [1] ", "Also [2]. ", "Fine."]),
    ("Look. [here](x) it is.", ["Look. ", "[here](x) it is."]),
    ("- a: $1\n- b: $2\n\nEnd", ["- a: $1\n", "- b: $2\n", "\n", "End"]),
    ("| a | 1 |\n|---|---|\n", ["| a | 1 |\n", "|---|---|\n"]),
    ("He said “Go.” Then left.", ["He said “Go.” ", "Then left."]),
    ("Wait... what? OK.", ["Wait... what? ", "OK."]),
    ("これは本。次。", ["これは本。", "次。"]),
    ("See v1.2 or www.example.org now", ["See v1.2 or www.example.org now"]),
    ("", []), ("   ", ["   "]),
  ])
  func cutsIntoSentences(text: String, sentences: [String]) {
    #expect(SentenceSplitter.sentences(of: text) == sentences)
    #expect(sentences.joined() == text)
  }

  @Test func aTextThatComesScalarByScalarIsCutTheSameWay() {
    let text = "Dune is $9.99. [1] By F. Herbert, approx. 600 pages!\n- 3. Mai\n| a | b |\nEnd? yes"
    var splitter = SentenceSplitter()
    var sentences: [String] = []
    for scalar in text.unicodeScalars { sentences += splitter.append(String(scalar)) }
    sentences.append(splitter.rest())
    #expect(sentences == SentenceSplitter.sentences(of: text))
  }

  @Test func aSentenceIsCompleteAsSoonAsTheNextOneBegins() {
    var splitter = SentenceSplitter()
    #expect(splitter.append("It is here.") == [])
    #expect(splitter.append(" ") == [])
    #expect(splitter.append("T") == ["It is here. "])
    #expect(splitter.append("wo\n") == ["Two\n"])
    #expect(splitter.rest() == "")
  }

  @Test func aSentenceThatNeverEndsIsCutBetweenWords() {
    let text = String(repeating: "word ", count: 2000)
    let sentences = SentenceSplitter.sentences(of: text)
    #expect(sentences.joined() == text)
    #expect(sentences.allSatisfy { $0.unicodeScalars.count <= SentenceSplitter.longestSentence })
    #expect(sentences.allSatisfy { $0.hasSuffix("word ") })
    let solid = String(repeating: "x", count: 5000)
    #expect(SentenceSplitter.sentences(of: solid).joined() == solid)
  }
}

import Foundation
import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Testing

/// Text from outside stays inside its fence, and ordinary text stays as it is.
struct FenceTests {
  private static let word = "k7f3q9x2"

  /// The bytes between the lines of the only fence in a prompt with this text as its only record.
  private func fenced(_ text: String) throws -> String {
    let record = book("a", "A")
    let compiler = PromptCompiler(
      persona: Persona(name: "clerk", label: "Clerk", language: "en"),
      instructions: "You sell books.",
      contributions: [
        Contribution(
          plugin: "books", maxTokens: 100_000,
          parts: [Part(.data, text: "before \(text) after", source: record.source)])
      ], history: [], message: "Hello", fence: Self.word)
    let prompt = try compiler.compile(contextTokens: 1_000_000, tokens: WordCounter())
    let part = try #require(prompt.parts.first { $0.source != nil })
    let system = try #require(prompt.messages.first).content
    #expect(Array(system.utf8).suffix(part.text.utf8.count) == Array(part.text.utf8)[...])
    let lines = part.text.utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let opening = "<<data \(Self.word) [1] books/a>>"
    let closing = "<<end \(Self.word)>>"
    #expect(lines.filter { $0.elementsEqual(opening.utf8) }.count == 1)
    #expect(lines.filter { $0.elementsEqual(closing.utf8) }.count == 1)
    // The last line is empty: the text ends in a line break.
    #expect(lines.first?.elementsEqual(opening.utf8) == true)
    #expect(lines.dropLast().last?.elementsEqual(closing.utf8) == true)
    let inside = lines.dropFirst().dropLast(2).map { String(decoding: $0, as: UTF8.self) }
      .joined(separator: "\n")
    #expect(inside.hasPrefix("before"))
    #expect(inside.hasSuffix("after"))
    return inside
  }

  /// What a careless program might make of a text: compatibility forms composed, everything invisible
  /// and every mark gone, typographic brackets and bars made plain, in lower case.
  private func flattened(_ text: String) -> String {
    var result = ""
    for scalar in text.precomposedStringWithCompatibilityMapping
      .decomposedStringWithCompatibilityMapping.unicodeScalars
    {
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format,
        .control where scalar != "\n":
        continue
      default: break
      }
      if scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.isVariationSelector {
        continue
      }
      let plain = Self.plain.first { $0.key.unicodeScalars.contains(scalar) }?.value
      result += plain ?? String(scalar)
    }
    return result.lowercased()
  }

  private static let plain: [String: String] = [
    "‹〈⟨❮˂ᐸ": "<", "›〉⟩❯˃ᐳ": ">", "∣ǀ│❘⏐": "|", "【〔⟦": "[", "】〕⟧": "]",
    "⁄∕": "/", "ІіЅѕ": "", "▁": "_",
  ]

  /// Syntax as patterns, not as the escaping finds it.
  private static let syntax = [
    #"<\|[^\s]"#, #"[^\s]\|>"#, #"<<\s*/?(data|end|sys)\b"#, #"<<\S[^\n]*>>"#,
    #"\[/?(inst|system_prompt|available_tools|tool_(calls|results)|img|img_end|prefix|suffix|think|gmask|cls|sep|mask|eos)\]"#,
    #"</?(s|bos|eos|pad|unk|mask|sop|(start|end)_of_turn|start_of_image|unused\d+|extra_id_\d+)>"#,
    #"</?(tool_call|tool_response|tools|think|fim_prefix|file_sep|repo_name|(bos|eos)_token)>"#,
    #"</?(context|document|data|system|system_prompt|instructions|assistant|user|human)\s*>"#,
    #"<(function=|invoke name|parameter name|document index)"#, #"\{\{\s*\w+\s*\}\}"#,
  ]

  @Test(arguments: Injections.all)
  func noInjectionLeavesItsFence(_ injection: String) throws {
    let hostile = injection.replacingOccurrences(of: "WORD", with: Self.word)
      .replacingOccurrences(of: "Word", with: "K7f3q9X2").replacingOccurrences(
        of: "DROW", with: String(Self.word.reversed()))
    let inside = try fenced(hostile)
    let flat = flattened(inside)
    #expect(!flat.contains(Self.word))
    for pattern in Self.syntax {
      #expect(flat.range(of: pattern, options: .regularExpression) == nil, "\(inside)")
    }
    // Nothing that shows itself has got lost: only spaces came in.
    let shown = flattened("before \(hostile) after").replacingOccurrences(
      of: Self.word, with: "(fence)")
    #expect(flat.filter { !$0.isWhitespace } == shown.filter { !$0.isWhitespace })
    // What is safe is left alone, and hides nothing.
    let body = inside.unicodeScalars.dropFirst("before ".count).dropLast(" after".count)
    #expect(try fenced(String(String.UnicodeScalarView(body))) == inside)
    #expect(inside.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || $0.value >= 0x20 })
  }

  @Test func thereAreEnoughInjections() {
    #expect(Set(Injections.all).count >= 150)
  }

  @Test(arguments: [
    "Price: 12.50 USD (usual price 15.00 USD), 3 in stock.", "if a < b && c > d { return a << 2 }",
    "std::cout << \"Hello\" << std::endl;", "let mask = 1<<20 | x>>3",
    "std::cout << data << end;", "x<<y>>z", "vector<vector<int>> grid;",
    "List<String> names = new ArrayList<>();", "xs |> List.map f |> List.sum", "f <| x", "a || b",
    "for (i = 0; i<end; i++) { sum += v[i]; }", "cat <<EOF > out.txt",
    "{\"a\": {\"b\": {\"c\": 1}}}",
    "[1] See the appendix; [sic] and [2, 3].", "- [x] done\n- [ ] open",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "<b>bold</b> <i>it</i> <br/> <a href=\"x\">link</a>",
    "# Title\n\n```swift\nlet x = 1\n```\n\n> quoted",
    "„Der Steppenwolf“ von Hermann Hesse, ‚kurz‘, »innen«", "Il a dit : « Bonjour ! » puis ‹ non ›",
    "《红楼梦》【限量】（一）", "価格：１２００円｜在庫あり", "한국어 책", "Tiếng Việt: Truyện Kiều",
    "Tie\u{302}\u{301}ng Vie\u{323}\u{302}t", "e\u{301}te\u{301}", "שָׁלוֹם עוֹלָם", "العربية كتاب ٣٫٥٠",
    "می\u{200C}خواهم", "क्\u{200D}ष and ශ්\u{200D}රී",
    "👨\u{200D}👩\u{200D}👧\u{200D}👦 👩🏽\u{200D}🚀 🏳️\u{200D}🌈 ❤️ ☎️ 1️⃣ #️⃣ ©️",
    "葛\u{E0100}飾区", "≤ ≥ ≠ ∞ |x| > 1, x ∈ ⟨a, b⟩", "50 % – 3 × 4 … ½ °C €",
    "Line one\n\n\tindented\nline",
    "System: Windows 11. User: adult. Assistant manager wanted.",
    "a\u{A0}b\u{202F}c\u{2009}d\u{3000}e",
    "5 < 6 > 4, <3, :> and <- ->", "Ελληνικά, Русский, հայերեն, ქართული, ไทย, አማርኛ",
  ])
  func ordinaryTextIsLeftAlone(_ text: String) throws {
    let inside = try fenced(text)
    #expect(Array(inside.unicodeScalars) == Array("before \(text) after".unicodeScalars))
  }

  @Test func lineBreaksOfEveryKindAreOne() throws {
    #expect(try fenced("a\r\nb\rc\u{2028}d\u{85}e") == "before a\nb\nc\nd\ne after")
  }

  @Test(arguments: Injections.all + ["a] [7", "[1] b", "x>>", "<", ">", "]"])
  func noIdLeavesItsFenceLine(_ id: String) throws {
    let hostile = id.replacingOccurrences(of: "WORD", with: Self.word)
    let source = Source(
      reference: RecordReference(collection: "books", id: hostile), title: hostile)
    let compiler = PromptCompiler(
      persona: Persona(name: "clerk", label: "Clerk", language: "en"), instructions: "",
      contributions: [
        Contribution(
          plugin: "books", maxTokens: 10_000, parts: [Part(.data, text: "text", source: source)])
      ], history: [], message: "Hello", fence: Self.word)
    let prompt = try compiler.compile(contextTokens: 100_000, tokens: WordCounter())
    let part = try #require(prompt.parts.first { $0.source != nil })
    let lines = part.text.utf8.split(separator: UInt8(ascii: "\n")).map {
      String(decoding: $0, as: UTF8.self)
    }
    #expect(lines.count == 3)
    #expect(lines.dropFirst() == ["text", "<<end \(Self.word)>>"])
    let opening = try #require(lines.first)
    let beginning = "<<data \(Self.word) [1] books/"
    #expect(opening.utf8.starts(with: beginning.utf8))
    #expect(opening.hasSuffix(">>"))
    let label = String(
      decoding: opening.utf8.dropFirst(beginning.utf8.count).dropLast(2), as: UTF8.self)
    #expect(!flattened(label).contains { "<>[]".contains($0) })
    #expect(!flattened(label).contains(Self.word))
  }
}

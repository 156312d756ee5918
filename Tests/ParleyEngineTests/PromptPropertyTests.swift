import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Testing

/// What holds for every prompt, whatever plugins contribute.
struct PromptPropertyTests {
  private static let word = "k7f3q9x2"
  private static let hostile = Injections.all.map {
    $0.split(separator: "WORD", omittingEmptySubsequences: false).joined(separator: word)
  }

  /// One case: a compiler with random contributions, history and budget, and a context.
  private struct Case {
    var compiler: PromptCompiler
    var context: Int
    var contributions: Int
  }

  private static func text(_ random: inout SplitMix) -> String {
    (0..<Int.random(in: 0...4, using: &random)).map { _ in
      Bool.random(using: &random)
        ? hostile.randomElement(using: &random) ?? ""
        : String(repeating: "word ", count: Int.random(in: 0...20, using: &random))
    }.joined(separator: Bool.random(using: &random) ? " " : "\n")
  }

  private static func part(_ random: inout SplitMix) -> Part {
    let sections: [Part.Section] = [.knowledge, .knowledge, .knowledge, .memory, .whole]
    var source: Source?
    if Int.random(in: 0...3, using: &random) > 0 {
      let isHostile = Int.random(in: 0...9, using: &random) == 0
      let id = isHostile ? hostile.randomElement(using: &random) ?? "" : "r\(random.next() % 40)"
      source = Source(reference: RecordReference(collection: "books", id: id), title: id)
    }
    let covered = (0..<Int.random(in: 1...12, using: &random)).map { _ in
      MessageID("m\(random.next() % 24)")
    }
    return Part(
      Int.random(in: 0...9, using: &random) == 0 ? .instruction : .data, text: text(&random),
      priority: Int.random(in: 0...3, using: &random) * 30, source: source,
      standsInFor: Int.random(in: 0...7, using: &random) == 0 ? covered : [],
      section: sections.randomElement(using: &random) ?? .knowledge)
  }

  private static func share(_ random: inout SplitMix) -> BudgetShare {
    func tokens(_ most: Int) -> TokenShare { .tokens(Int.random(in: 0...most, using: &random)) }
    switch Int.random(in: 0...2, using: &random) {
    case 0: return .percent(Int.random(in: 0...100, using: &random))
    case 1: return .tokens(Int.random(in: 0...600, using: &random))
    default:
      return BudgetShare(
        tokens(400), least: tokens(300), most: tokens(900),
        priority: Int.random(in: 0...100, using: &random))
    }
  }

  private static func `case`(_ random: inout SplitMix) -> Case {
    let contributions = (0..<5).map { entry in
      Contribution(
        plugin: "plugin\(entry)", maxTokens: Int.random(in: 20...600, using: &random),
        parts: (0..<Int.random(in: 0...5, using: &random)).map { _ in part(&random) })
    }
    let history = (0..<Int.random(in: 0...24, using: &random)).map { turn in
      ChatMessage(
        id: MessageID("m\(turn)"), role: turn % 2 == 0 ? .user : .assistant,
        text: String(repeating: "h ", count: Int.random(in: 0...60, using: &random)),
        createdAt: Timestamp(milliseconds: 0))
    }
    let budget = PromptBudget(
      reply: Int.random(in: 1...200, using: &random), knowledge: share(&random),
      memory: share(&random), history: share(&random))
    return Case(
      compiler: PromptCompiler(
        persona: Persona(
          name: "clerk", label: "Clerk", language: "en", budget: budget,
          placement: Bool.random(using: &random) ? .late : .system),
        instructions: "You sell books.", contributions: contributions, history: history,
        message: "What is new?", fence: word),
      context: Int.random(in: 400...2500, using: &random), contributions: contributions.count)
  }

  /// What is wrong with a prompt; empty when nothing is.
  private static func faults(_ prompt: Prompt, of tested: Case) -> [String] {
    var faults: [String] = []
    let budget = prompt.budget
    if prompt.parts.reduce(0, { $0 + $1.tokens }) + budget.reply > tested.context {
      faults.append("over the context")
    }
    if budget.prompt != prompt.parts.reduce(0, { $0 + $1.tokens }) { faults.append("sum") }
    if budget.knowledge > budget.knowledgeLimit { faults.append("over the knowledge limit") }
    if budget.memory > budget.memoryLimit { faults.append("over the memory limit") }
    if budget.history > budget.historyLimit { faults.append("over the history limit") }
    for contribution in tested.compiler.contributions {
      let spent = prompt.parts.filter { $0.plugin == contribution.plugin }
        .reduce(0) { $0 + $1.tokens }
      if spent > contribution.maxTokens { faults.append("over the plugin's limit") }
    }
    for (position, message) in prompt.messages.enumerated() {
      let joined = prompt.parts.filter { $0.message == position }.map(\.text).joined()
      if !joined.utf8.elementsEqual(message.content.utf8) { faults.append("parts do not join") }
    }
    let numbers = prompt.parts.compactMap(\.index)
    if numbers != Array(1...(numbers.count + 1)).dropLast() { faults.append("numbers \(numbers)") }
    if prompt.citationIndex.count != numbers.count { faults.append("a record has two numbers") }
    return faults + prompt.parts.filter { $0.kind == .data }.compactMap(fenceFault)
  }

  /// What is wrong with the fence of a part, byte for byte.
  private static func fenceFault(_ part: PromptPart) -> String? {
    let lines = part.text.utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let opening = Array("<<data \(word)".utf8)
    let closing = Array("<<end \(word)>>".utf8)
    guard lines.count >= 4, lines[0].starts(with: opening), lines.last?.isEmpty == true,
      lines[lines.count - 2].elementsEqual(closing)
    else { return "not fenced: \(part.text)" }
    let inside = lines[1..<(lines.count - 2)].joined(separator: [0x0A])
    if contains(Array(word.utf8), in: Array(inside)) { return "the word is inside: \(part.text)" }
    let number = part.index.map { " [\($0)] " } ?? " "
    let label = Array(lines[0].dropFirst(opening.count))
    if part.index != nil, !label.starts(with: number.utf8) { return "number: \(part.text)" }
    let brackets = label.count { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "<") }
    return brackets == (part.index == nil ? 0 : 1) ? nil : "label: \(part.text)"
  }

  private static func contains(_ wanted: [UInt8], in bytes: [UInt8]) -> Bool {
    guard let first = wanted.first, bytes.count >= wanted.count else { return false }
    return bytes.indices.contains { bytes[$0] == first && bytes[$0...].starts(with: wanted) }
  }

  /// A stand-in is there only when something that it covers is not.
  private static func standInFaults(_ prompt: Prompt, of tested: Case) -> [String] {
    let kept = prompt.parts.count { $0.kind == .history }
    let messages = tested.compiler.history.filter { !$0.text.isEmpty }
    let fallenOut = Set(messages.dropLast(kept).map(\.id))
    let used = prompt.parts.filter { $0.text.contains(" earlier in this chat>>") }
    let parts = tested.compiler.contributions.flatMap(\.parts)
    let useful = parts.filter { !fallenOut.isDisjoint(with: $0.standsInFor) }
    return used.count <= useful.count ? [] : ["\(used.count) stand in, \(useful.count) may"]
  }

  @Test func tenThousandRandomContributionsKeepEveryPromise() throws {
    var random = SplitMix(seed: 20_260_417)
    var contributions = 0
    var faults: [String] = []
    while contributions < 10_000 {
      let tested = Self.case(&random)
      contributions += tested.contributions
      let prompt = try tested.compiler.compile(contextTokens: tested.context, tokens: WordCounter())
      faults += Self.faults(prompt, of: tested) + Self.standInFaults(prompt, of: tested)
      let again = try tested.compiler.compile(contextTokens: tested.context, tokens: WordCounter())
      if prompt != again { faults.append("not deterministic") }
    }
    #expect(faults.prefix(5) == [])
  }
}

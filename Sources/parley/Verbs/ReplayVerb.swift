import ParleyConfig
import ParleyDomain
import ParleyEngine
import ParleyJSON
import ParleyPlugin
import ParleyStore

extension Verb {
  /// `parley replay`: recorded turns again.
  static let replay = Verb(
    ["replay"], summary: "Go through a chat again: what would change in its prompts",
    discussion: """
      Each turn is prepared again with the history, the time and the fence word that it had, and its prompt is \
      compared with the recorded one: parts added, removed and changed, tokens, routing. Nothing is stored, no \
      effect of a plugin is carried out, and without --live no model is asked for a reply.

      --config names the configuration to replay with. The chat is found through the usual one (PARLEY_CONFIG, \
      else config.yaml), or in a file: an export with `?format=json&traces=true`.

        parley replay 0190a1b2-… --config other.yaml
        parley replay chat.json --fail-on-change

      With --summarizer the chat is summed up by each of the named upstreams instead, as the plugin Summarization \
      does it, and the summaries stand beside each other, with tokens, cost and time. --facts names a file with one \
      fact on each line that a summary has to keep.

        parley replay 0190a1b2-… --summarizer main --summarizer small --facts facts.txt
      """,
    options: [
      OptionSpec("live", doc: "Ask the model, too, and show both replies beside each other"),
      OptionSpec("persona", short: "p", value: "P", doc: "Who answers now (default: the chat's)"),
      OptionSpec("fail-on-change", doc: "Exit with 1 when a prompt would change"),
      OptionSpec(
        "summarizer", value: "NAME", doc: "Compare summaries by this upstream, and others named so",
        repeatable: true),
      OptionSpec(
        "facts", value: .file(),
        doc: "What a summary has to keep, one fact on each line"),
    ],
    positionals: [
      PositionalSpec("CHAT", doc: "A chat, or the file that one was exported to", kind: .file)
    ],
    hasData: true
  ) { invocation in
    try await CommandFailure.translating {
      let recording = try await Recording.find(invocation.positional("CHAT") ?? "", invocation)
      let shop = try Shop.open(invocation)
      let persona = invocation.value("persona") ?? recording.chat.persona
      try await shop.tellWhatIsMissing(
        for: shop.persona(named: persona), on: invocation.terminal)
      guard invocation.values("summarizer").isEmpty else {
        return try await ReplaySummaries(
          recording: recording, shop: shop, persona: try shop.persona(named: persona),
          invocation: invocation
        ).run()
      }
      guard invocation.value("facts") == nil else {
        throw UsageError("--facts needs --summarizer", helpOf: "replay")
      }
      let engine = try await shop.startEngine(unkept: UnkeptChats())
      let replay = ChatReplay(
        recording: recording, engine: engine, persona: persona, isLive: invocation.flag("live"))
      let changed: Int
      do {
        changed = try await run(replay, shop, invocation)
      } catch {
        await engine.plugins.stop()
        throw error
      }
      await engine.plugins.stop()
      if changed > 0, invocation.flag("fail-on-change") {
        throw CommandFailure(.failed, messages: [])
      }
    }
  }

  /// Prints turn after turn; returns how many would change.
  private static func run(
    _ replay: ChatReplay, _ shop: Shop, _ invocation: Invocation
  ) async throws -> Int {
    let report = ReplayReport(terminal: invocation.terminal)
    let asJSON = invocation.globals.json
    let chat = replay.recording.chat
    if !asJSON {
      try report.printHead(
        replay.recording, persona: replay.persona, configuration: invocation.configPath)
    }
    var turns: [ReplayedTurn] = []
    try await replay.run { turn in
      turns.append(turn)
      if !asJSON { try report.print(turn, number: turns.count) }
    }
    let changed = turns.count(where: \.isChanged)
    if asJSON {
      try invocation.terminal.data(
        JSONWriter.string([
          "chat": [
            "id": .string(chat.id.rawValue), "title": .string(chat.title),
            "persona": .string(chat.persona),
          ],
          "persona": .string(replay.persona), "config": .string(shop.loaded.path),
          "turns": .array(turns.map(\.json)), "changed": .integer(changed),
        ]))
    } else {
      try report.printEnd(turns: turns.count, changed: changed)
    }
    return changed
  }
}

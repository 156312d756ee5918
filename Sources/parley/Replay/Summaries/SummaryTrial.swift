import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyStore

/// Has a recorded chat summed up by one upstream, as the plugin Summarization would have done it: turn
/// after turn, with its settings, its timeout and what it made of the turns before. Nothing is stored.
struct SummaryTrial: Sendable {
  static let plugin = "Summarization"

  let recording: RecordedChat
  /// As the configuration is, but for plugins, store and queue, which are the trial's own.
  let engine: Engine
  let persona: String
  /// What stands under `with:` of the plugin's entry, its defaults filled in.
  let settings: [String: JSONValue]
  let timeout: Duration

  /// What is left at the end of the chat is summed up too, but for the newest turns: so that there is a
  /// summary of short chats as well. Throws ``PluginError`` for settings that the plugin does not take.
  func run(with upstream: Upstream) async throws -> SummaryOfTrial {
    let store = TrialStore()
    let meter = MeteredModelClient(upstream)
    let path = MessageTree(recording.messages).path(
      to: recording.chat.leaf ?? recording.messages.last?.id)
    let replies = path.filter { $0.role == .assistant }.map(\.id)
    var last = settings
    last["turns"] = 1
    for (settings, replies) in [(settings, replies), (last, replies.suffix(1))] {
      let engine = try engine(on: path, with: upstream, settings, meter, store)
      store.queue(Array(replies), of: recording.chat, plugin: SummaryTrial.plugin)
      try await JobRunner(engine: engine).runDue()
    }
    return SummaryOfTrial(
      upstream: upstream, summaries: ChatSummary.current(of: store.summaries),
      made: store.summaries.count, messages: path.count,
      tokens: try counter() ?? upstream.tokens,
      calls: meter.reading, problems: store.problems)
  }

  /// Of the persona's first upstream, whose prompts the summaries will stand in.
  private func counter() throws -> (any TokenCounter)? {
    let names = try engine.persona(persona).upstreams
    return engine.upstreams.first { names.isEmpty || $0.name == names.first }?.tokens
  }

  private func engine(
    on path: [StoredMessage], with upstream: Upstream, _ settings: [String: JSONValue],
    _ meter: MeteredModelClient, _ store: TrialStore
  ) throws -> Engine {
    var settings = settings
    settings["upstream"] = .string(upstream.name)
    let plugin = try BuiltinPlugins.make(SummaryTrial.plugin, with: .object(settings))
    var chat = recording.chat
    chat.persona = persona
    chat.leaf = path.last?.id
    var engine = engine
    engine.plugins = PluginChain([
      PluginEntry(name: SummaryTrial.plugin, plugin: plugin, timeout: timeout)
    ])
    engine.upstreams = engine.upstreams.map { other in
      var other = other
      if other.name == upstream.name { other.client = meter }
      return other
    }
    engine.store = UnkeptChats(chat, messages: path)
    engine.jobs = store
    engine.recollections = store
    engine.log = store
    return engine
  }
}

/// What one upstream made of a chat.
struct SummaryOfTrial: Sendable {
  let upstream: Upstream
  /// Those that would stand in for messages now, the oldest first.
  let summaries: [ChatSummary]
  /// How many were made, those that were drawn together included.
  let made: Int
  /// Of the chat.
  let messages: Int
  /// Counts the tokens of all trials alike.
  let tokens: any TokenCounter
  let calls: MeteredModelClient.Reading
  /// What went wrong, in order.
  let problems: [String]

  var text: String { summaries.map(\.text).joined(separator: "\n") }
  var tokenCount: Int { tokens.count(text) }
  var covered: Int { summaries.reduce(0) { $0 + $1.covers.count } }
  /// `nil` without a price.
  var cost: ModelCost? { upstream.price?.cost(of: calls.usage) }

  /// `{upstream, model, summary, summaries, messages{covered, of}, tokens, calls, failed_calls, usage{},
  /// cost{}?, milliseconds, facts{kept, of, share, missing[]}?, problems[]}`
  func json(facts: KeyFacts?) -> JSONValue {
    var json: [String: JSONValue] = [
      "upstream": .string(upstream.name), "model": .string(calls.model ?? upstream.model),
      "summary": .string(text), "summaries": .integer(made),
      "messages": ["covered": .integer(covered), "of": .integer(messages)],
      "tokens": .integer(tokenCount), "calls": .integer(calls.calls),
      "failed_calls": .integer(calls.failures),
      "usage": [
        "input_tokens": .integer(calls.usage.inputTokens),
        "output_tokens": .integer(calls.usage.outputTokens),
        "cached_tokens": .integer(calls.usage.cachedTokens),
        "estimated": .boolean(calls.usage.estimated),
      ],
      "milliseconds": .integer(Int(clamping: calls.time.inMilliseconds)),
      "problems": .array(problems.map(JSONValue.string)),
    ]
    json["cost"] = cost?.json
    if let facts {
      let missing = facts.missing(in: text)
      let (kept, count) = (facts.facts.count - missing.count, facts.facts.count)
      json["facts"] = [
        "kept": .integer(kept), "of": .integer(count),
        "share": .number(count == 0 ? 0 : Double(kept) / Double(count)),
        "missing": .array(missing.map(JSONValue.string)),
      ]
    }
    return .object(json)
  }
}

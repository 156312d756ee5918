import ParleyDomain
import ParleyPlugin

/// What became of a turn, as it is found out.
struct TurnOutcome: Sendable {
  let beginning: TurnBeginning
  let generation: Generation
  var prepared: PreparedTurn?
  private(set) var ending: Generation.Ending?
  private(set) var status = MessageStatus.complete
  private(set) var finishReason = FinishReason.stop
  /// What the caller is told instead of a reply.
  private(set) var error: (any Error)?
  private var answered: [Source] = []
  private var hooks: [HookRun] = []
  /// For operators: which plugins failed after the reply was made.
  private var skipped: [Notice] = []

  init(beginning: TurnBeginning, generation: Generation) {
    self.beginning = beginning
    self.generation = generation
  }

  var text: String { generation.text }

  mutating func take(_ verdict: PrePromptResult.Verdict) {
    switch verdict {
    case .answer(let answer, _):
      generation.append(answer.text)
      answered = answer.sources
    case .refusal(let reason, _):
      generation.append(reason)
      finishReason = .refused
    }
  }

  mutating func take(_ ending: Generation.Ending) {
    self.ending = ending
    finishReason = ending.completion.finishReason
    switch finishReason {
    case .length: status = .truncated
    case .interrupted: status = .incomplete
    default: status = .complete
    }
  }

  /// Notes how much of the prompt's beginning the turn before had, too.
  mutating func compare(with before: PromptDigests) {
    ending?.prompt.compare(with: before)
  }

  /// Takes in why the turn ended early. Stopping is no error once the text so far is kept.
  mutating func take(_ error: any Error, reason: EndingReason) {
    if error is CancellationError {
      switch reason {
      case .stopped: (status, finishReason) = (.stopped, .stopped)
      case .left: (status, finishReason) = (.interrupted, .interrupted)
      }
    } else {
      let hasBrokenOff = (error as? TurnError)?.cause?.code == .brokenOff
      (status, finishReason) =
        text.isEmpty ? (.failed, .error) : (hasBrokenOff ? .incomplete : .interrupted, .interrupted)
      self.error = error
      if let error = error as? TurnError { hooks += error.hooks }
    }
  }

  /// Takes in that a hook failed after the reply was made. With `on_error: fail` the reader is told
  /// so and the reply counts as failed; its text is kept.
  mutating func take(
    _ failure: HookFailure, of entry: PluginEntry, at point: HookPoint, _ milliseconds: Double
  ) {
    switch entry.onError {
    case .skip:
      ran(entry.name, point, .skipped(reason: failure.description), milliseconds)
      skipped.append(.skipped(entry.name, failure))
    case .fail:
      ran(entry.name, point, .failed(reason: failure.description), milliseconds)
      (status, finishReason) = (.failed, .error)
      error = error ?? TurnError.pluginFailed(entry.name, failure)
    }
  }

  mutating func ran(
    _ plugin: String, _ hook: HookPoint, _ outcome: HookRun.Outcome, _ milliseconds: Double
  ) {
    hooks.append(
      HookRun(plugin: plugin, hook: hook, outcome: outcome, milliseconds: milliseconds))
  }

  /// The parts that stood in the prompt; none when no prompt was sent.
  /// Those of entries that only tell of earlier chats and messages belong to the memory section.
  var injected: [InjectedPart] {
    let ofEarlier = Set(
      (prepared?.result.contributions ?? []).filter { contribution in
        contribution.parts.allSatisfy { $0.section == .memory || !$0.standsInFor.isEmpty }
      }.map(\.plugin))
    return (ending?.prompt.injected ?? []).map { injected in
      var injected = injected
      if ofEarlier.contains(injected.plugin) { injected.part.section = .memory }
      return injected
    }
  }

  /// What the plugins searched for, for those who work on the turn later.
  var searches: [SearchNote] {
    (prepared?.lookups ?? []).map { lookup in
      SearchNote(
        plugin: lookup.plugin, collection: lookup.result.collection.name,
        total: lookup.result.total,
        emptied: lookup.result.reading.emptied.map(\.description))
    }
  }

  /// The assistant's message as it is stored.
  func reply(tokens: any TokenCounter) -> StoredMessage {
    var (citations, notices) = CitationMarkers(in: text).resolve(sources)
    citations += impliedCitations(besides: citations)
    citations.sort { $0.index < $1.index }
    var reply = beginning.begun.reply
    reply.content = text
    reply.status = status
    reply.finishReason = finishReason
    reply.upstream = ending?.upstream.name
    reply.model = ending.map { $0.upstream.isExtractive ? "extractive" : $0.completion.model }
    reply.usage = usage(tokens: tokens)
    reply.citations = citations
    reply.notices =
      generation.notices + notices + (prepared?.result.notices ?? []) + skipped
    reply.knowledge = prepared?.versions ?? [:]
    return reply
  }

  /// The turn as hooks see it once it has a reply.
  func exchange(tokens: any TokenCounter, duration: Duration) -> Exchange {
    Exchange(
      turn: beginning.turn, reply: ReplyRecord(reply(tokens: tokens), duration: duration),
      injected: injected, instructions: ending == nil ? "" : prepared?.allInstructions ?? "")
  }

  func trace(of reply: StoredMessage, milliseconds: Double) -> Trace {
    Trace(
      persona: beginning.persona.name, reply: reply,
      verdict: prepared?.result.verdict.map(PluginVerdict.init), prompt: ending?.prompt,
      lookups: prepared?.lookups ?? [],
      hooks: (prepared?.result.runs ?? []) + generation.sentenceRuns + hooks,
      attempts: generation.attempts,
      notices: reply.notices, milliseconds: milliseconds)
  }

  /// The records that a marker may name, by number.
  private var sources: [Int: Source] {
    var sources: [Int: Source] = [:]
    for (offset, source) in answered.enumerated() { sources[offset + 1] = source }
    for part in ending?.prompt.parts ?? [] {
      if let index = part.index, let source = part.source { sources[index] = source }
    }
    return sources
  }

  /// The records that a model used without a marker. The built-in model never forgets one.
  private func impliedCitations(besides cited: [Citation]) -> [Citation] {
    guard let ending, !ending.upstream.isExtractive else { return [] }
    return ImpliedCitations(parts: ending.prompt.parts, lookups: prepared?.lookups ?? [])
      .find(in: text, besides: cited)
  }

  private func usage(tokens: any TokenCounter) -> Usage {
    if let told = ending?.completion.usage { return told }
    return Usage(
      inputTokens: ending?.prompt.budget.prompt ?? 0, outputTokens: tokens.count(text),
      estimated: true)
  }
}

extension ReplyRecord {
  /// A stored reply as hooks see it.
  init(_ message: StoredMessage, duration: Duration) {
    self.init(
      id: message.id, text: message.content, finishReason: message.finishReason ?? .error,
      upstream: message.upstream, model: message.model, usage: message.usage ?? Usage(),
      citations: message.citations.map(\.source), notices: message.notices, duration: duration)
  }
}

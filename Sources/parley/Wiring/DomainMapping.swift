import ParleyConfig
import ParleyDomain
import ParleyEngine
import ParleyHTTPClient
import ParleyKnowledge
import ParleyModels
import ParleyPlugin

// From settings to the values that the rooms work with.

extension Persona {
  init(_ settings: Configuration.Persona) {
    self.init(
      name: settings.name, label: settings.label, language: settings.language,
      greeting: settings.greeting, samples: settings.samples, instructions: settings.instructions,
      variables: settings.variables, upstreams: settings.upstreams, plugins: settings.plugins,
      budget: PromptBudget(
        reply: settings.budget.reply, knowledge: BudgetShare(settings.budget.knowledge),
        memory: BudgetShare(settings.budget.memory),
        history: BudgetShare(settings.budget.history)),
      placement: settings.placement == .late ? .late : .system, contact: settings.contact)
  }
}

extension BudgetShare {
  init(_ settings: Configuration.Persona.Share) {
    self.init(
      settings.share, least: settings.least, most: settings.most, priority: settings.priority)
  }
}

extension PluginEntry.FailurePolicy {
  init(_ settings: Configuration.PluginEntry.FailurePolicy) {
    switch settings {
    case .skip: self = .skip
    case .fail: self = .fail
    }
  }
}

extension UpstreamEndpoint {
  init(_ settings: Configuration.Upstream) {
    self.init(
      name: settings.name, baseURL: settings.baseURL ?? "", apiKey: settings.apiKey,
      model: settings.model ?? "", parameters: settings.parameters,
      timeouts: HTTPTimeouts(
        connect: settings.timeouts.connect, firstByte: settings.timeouts.firstByte,
        idle: settings.timeouts.idle, total: settings.timeouts.total))
    if let header = settings.authHeader {
      keyHeader = KeyHeader(
        name: header.name, scheme: header.scheme.isEmpty ? nil : header.scheme)
    } else if settings.provider == .anthropic {
      keyHeader = .xAPIKey
    }
    headers = settings.headers
    query = settings.query
    interface =
      settings.provider == .anthropic ? .messages : settings.api == .chat ? .chat : .completions
    dropped = Set(settings.dropParams)
    allowsPrivate = settings.allowPrivate
    authorities = settings.caFile
    hasThinkingTags = settings.thinkTags
  }
}

extension TokenPrice {
  init(_ settings: Configuration.Upstream.Price) {
    self.init(
      inputPerMillion: settings.inputPerMillionTokens,
      outputPerMillion: settings.outputPerMillionTokens, currency: settings.currency)
  }
}

extension SpendCaps {
  init(_ settings: Configuration.Upstream.Spend) {
    self.init(
      perDay: settings.perDay.map { Nanos(units: $0) },
      perMonth: settings.perMonth.map { Nanos(units: $0) })
  }
}

extension CollectionSettings {
  init(_ settings: Configuration.Collection) {
    self.init(
      name: settings.name, kind: settings.kind.rawValue, language: settings.language,
      currency: settings.currency,
      sources: settings.sources.map(CollectionSource.init), keepVersions: settings.keepVersions,
      maximumAge: settings.maximumAge.map { MaximumAge(price: $0.price, stock: $0.stock) })
  }
}

extension CollectionSource {
  init(_ settings: Configuration.Source) {
    let origin: Origin =
      switch settings.origin {
      case .path(let path): .path(path)
      case .command(let words):
        .command(
          SourceCommand(words, environment: settings.environment, timeout: settings.timeout))
      }
    self.init(
      origin, format: settings.format, every: settings.every, isUpdate: settings.update)
  }
}

extension LoadGate {
  /// Reads the questions that a configuration names. Throws ``KnowledgeError``.
  init(_ settings: Configuration.Collection.Gate) throws {
    let queries: [JudgedQuery]
    if let questions = settings.questions {
      queries = try JudgmentFiles.questions(questions)
    } else {
      queries = try JudgmentFiles.trec(
        queries: settings.queries ?? "", judgments: settings.judgments ?? "")
    }
    let least: [(EvaluationGate.Measure, Double?)] = [
      (.ndcg, settings.ndcg), (.recall, settings.recall),
      (.reciprocalRank, settings.reciprocalRank),
    ]
    self.init(
      queries: queries,
      gates: least.compactMap { measure, least in
        least.map { EvaluationGate(measure, least: $0) }
      })
  }
}

extension RetentionPolicy {
  init(_ retention: Configuration.Storage.Retention) {
    self.init(
      chats: retention.chats, guestChats: retention.guestChats, logs: retention.logs,
      traces: retention.traces, jobs: retention.jobs, findings: retention.findings)
  }
}

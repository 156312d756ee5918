package import ParleyDomain
package import ParleyPlugin

/// The prompt that a message would be sent with, without sending it.
package struct Explanation: Sendable {
  package var persona: String
  /// `nil` when a plugin would answer in the model's place.
  package var upstream: String?
  package var prompt: Prompt?
  /// What a plugin would say in the model's place.
  package var verdict: PluginVerdict?
  package var lookups: [Lookup]
  package var hooks: [HookRun]
  package var versions: [String: String]
}

extension Engine {
  /// Compiles the prompt of a message for the first upstream that it fits. Stores nothing and calls
  /// no model. Throws ``TurnError``.
  package func explain(_ request: TurnRequest) async throws -> Explanation {
    let beginning = try await begin(request)
    let prepared = try await prepare(beginning)
    let verdict = prepared.result.verdict.map(PluginVerdict.init)
    var route = verdict == nil ? try prepared.route() : nil
    if route != nil, let before = await digestsOfTurnBefore(beginning.turn, owner: request.owner) {
      route?.prompt.compare(with: before)
    }
    return Explanation(
      persona: prepared.persona.name,
      upstream: route.map { prepared.upstreams[$0.position].name }, prompt: route?.prompt,
      verdict: verdict, lookups: prepared.lookups, hooks: prepared.result.runs,
      versions: prepared.versions)
  }
}

extension Explanation {
  /// The explanation as other programs read it. The texts of the parts of each message, joined in
  /// order, are that message's content.
  package var json: JSONValue {
    var json = prompt?.json(hooks: hooks, versions: versions) ?? Prompt.noPrompt
    json["persona"] = .string(persona)
    json["upstream"] = upstream.map(JSONValue.string) ?? .null
    json["verdict"] = verdict?.json
    json["lookups"] = .array(lookups.map(\.json))
    json["hooks"] = .array(hooks.map(\.json))
    json["knowledge"] = .object(versions.mapValues(JSONValue.string))
    return .object(json)
  }
}

extension PluginVerdict {
  /// What the pre-prompt hooks of a turn decided.
  init(_ verdict: PrePromptResult.Verdict) {
    switch verdict {
    case .answer(let answer, let plugin):
      self.init(plugin: plugin, text: answer.text, isRefusal: false)
    case .refusal(let reason, let plugin):
      self.init(plugin: plugin, text: reason, isRefusal: true)
    }
  }
}

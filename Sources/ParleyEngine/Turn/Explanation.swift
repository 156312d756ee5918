package import ParleyDomain
package import ParleyPlugin

/// The prompt that a message would be sent with, without sending it.
package struct Explanation: Sendable {
  package var persona: String
  package var upstream: String
  package var prompt: Prompt
  package var lookups: [Lookup]
  package var hooks: [HookRun]
  package var versions: [String: String]
}

extension Engine {
  /// Compiles the prompt of a message for the first upstream that it fits. Stores nothing and calls
  /// no model. Throws ``TurnError``, also when a plugin would answer in the model's place.
  package func explain(_ request: TurnRequest) async throws -> Explanation {
    let beginning = try await begin(request)
    let prepared = try await prepare(beginning)
    let (position, prompt) = try prepared.route()
    return Explanation(
      persona: prepared.persona.name, upstream: prepared.upstreams[position].name, prompt: prompt,
      lookups: prepared.lookups, hooks: prepared.result.runs, versions: prepared.versions)
  }
}

extension Explanation {
  /// The explanation as other programs read it. The texts of the parts of each message, joined in
  /// order, are that message's content.
  package var json: JSONValue {
    var json = prompt.json
    json["persona"] = .string(persona)
    json["upstream"] = .string(upstream)
    json["lookups"] = .array(lookups.map(\.json))
    json["hooks"] = .array(hooks.map(\.json))
    json["knowledge"] = .object(versions.mapValues(JSONValue.string))
    return .object(json)
  }
}

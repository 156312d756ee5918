package import ParleyDomain

/// What an upstream's words mean, whatever its status says.
extension UpstreamProblem {
  /// Whether the prompt was too long.
  package var isContextTooSmall: Bool {
    mentions([
      "context_length_exceeded",  // OpenAI, Groq, Together
      "exceed_context_size_error",  // llama.cpp
      "ContextWindowExceededError",  // LiteLLM
      "model_max_prompt_tokens_exceeded",  // GitHub
    ]) || saysThatThePromptIsTooLong
  }

  private var saysThatThePromptIsTooLong: Bool {
    let words = message.lowercased()
    return [
      "maximum context length",  // OpenAI, vLLM, DeepSeek, OpenRouter, Mistral
      "prompt is too long",  // Anthropic
      "input is too long for requested model",  // Bedrock
      "input token count",  // Gemini: "… exceeds the maximum number of tokens allowed"
      "maximum prompt length",  // xAI
      "exceed context window",  // llama-cpp-python
      "exceeds the available context size",  // llama.cpp
      "input length exceeds the context length",  // Ollama
      "reduce the length of the messages",  // Groq
      "too many tokens",  // Cohere
      "exceed context limit",  // Anthropic, when the reply would not fit
      "`inputs` tokens + `max_new_tokens` must be",  // Text Generation Inference
    ].contains { words.contains($0) }
  }

  /// Whether the key is what is wrong. Some proxies answer 400 or 500 then.
  var isAboutTheKey: Bool {
    mentions([
      "invalid_api_key", "authentication_error", "permission_error", "no_db_connection",
      "invalid_auth",
    ])
  }

  /// Whether there is no money left: asking again changes nothing.
  var isAboutMoney: Bool {
    mentions([
      "insufficient_quota", "enforced_spend_limit_reached", "billing_hard_limit_reached",
      "billing_not_active", "budget_exceeded", "billing_error", "credit balance is too low",
    ])
  }

  /// How much fits, when the upstream told: members of llama.cpp, else the numbers in its words.
  ///
  /// The wordings name the limit and what was sent, in either order; what was sent is the larger one.
  /// Anthropic names the prompt, the reply's limit and the context, in this order.
  package var contextReport: ModelError.ContextReport? {
    guard isContextTooSmall else { return nil }
    if let told = context { return told }
    let numbers = message.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
      .filter { $0 >= 256 }
    if message.contains("exceed context limit"), numbers.count >= 3 {
      return ModelError.ContextReport(contextTokens: numbers[2], promptTokens: numbers[0])
    }
    let pair = numbers.prefix(2)
    guard let limit = pair.min() else { return nil }
    return ModelError.ContextReport(
      contextTokens: limit, promptTokens: pair.count == 2 ? pair.max() : nil)
  }
}

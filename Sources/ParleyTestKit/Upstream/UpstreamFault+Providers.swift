extension UpstreamFault {
  /// What real servers send: recorded streams, whatever was asked for, and their ways to refuse.
  static let providers =
    streamsByProvider.map { name, stream in
      UpstreamFault("stream-\(name)", "Sends a recorded stream, as \(name) does.") { _ in
        [.head(), .chunk(stream), .lastChunk]
      }
    }
    + refusalsByProvider.map { refusal in
      UpstreamFault(refusal.name, "Refuses with \(refusal.status), in that server's words.") { _ in
        [.response(refusal.status, refusal.body, headers: ["Content-Type: \(refusal.type)"])]
      }
    }

  private static let streamsByProvider: [(name: String, stream: String)] = [
    ("llama.cpp", ProviderStreams.llamaServer),
    ("litellm", ProviderStreams.liteLLM),
    ("oddities", ProviderStreams.oddities),
    ("azure", ProviderStreams.azure),
    ("groq", ProviderStreams.groq),
    ("ollama", ProviderStreams.ollama),
    ("vllm", ProviderStreams.vLLM),
    ("openrouter", ProviderStreams.openRouter),
    ("base-model", ProviderStreams.baseModel),
    ("tool-calls", ProviderStreams.toolCalls),
    ("anthropic", ProviderStreams.messages),
    ("anthropic-thinking", ProviderStreams.messagesThinking),
    ("anthropic-tool", ProviderStreams.messagesTool),
    ("anthropic-refusal", ProviderStreams.messagesRefusal),
  ]

  private struct Refusal {
    var name: String
    var status: Int
    var type = "application/json"
    var body: String
  }

  private static let refusalsByProvider = [
    Refusal(
      name: "llama.cpp-loading", status: 503,
      body: #"{"error":{"message":"Loading model","type":"unavailable_error","code":503}}"#),
    Refusal(
      name: "llama.cpp-context", status: 400,
      body: #"{"error":{"code":400,"message":"the request exceeds the available context size","#
        + #""type":"exceed_context_size_error","n_prompt_tokens":2101,"n_ctx":1024}}"#),
    Refusal(
      name: "llama.cpp-key", status: 401,
      body: #"{"error":{"message":"Invalid API Key","type":"authentication_error","code":401}}"#),
    Refusal(
      name: "litellm-no-key", status: 500, type: "text/plain", body: "Internal Server Error"),
    Refusal(
      name: "litellm-wrong-key", status: 400,
      body: #"{"error":{"message":"No connected db.","type":"no_db_connection","param":null,"#
        + #""code":"400"}}"#),
    Refusal(
      name: "litellm-context", status: 400,
      body:
        #"{"error":{"message":"litellm.ContextWindowExceededError: OpenAIException - too long","#
        + #""type":null,"param":null,"code":"400"}}"#),
    Refusal(
      name: "litellm-refused", status: 500,
      body: #"{"error":{"message":"litellm.InternalServerError: Connection error.","#
        + #""type":"internal_server_error","param":null,"code":"500"}}"#),
    Refusal(
      name: "litellm-limit", status: 429,
      body: #"{"error":{"message":"No deployments available","type":"throttling_error","#
        + #""param":null,"code":"429"}}"#),
    Refusal(
      name: "ollama-model", status: 404,
      body: #"{"error":"model 'x' not found, try pulling it first"}"#),
    Refusal(
      name: "groq-limit", status: 429,
      body:
        #"{"error":{"message":"Rate limit reached. Please try again in 7.66s.","type":"tokens","#
        + #""code":"rate_limit_exceeded"}}"#),
    Refusal(
      name: "openai-overloaded", status: 503,
      body: #"{"error":{"message":"The server is overloaded","type":"server_error","#
        + #""param":null,"code":"server_is_overloaded"}}"#),
    Refusal(
      name: "fastapi", status: 422,
      body: #"{"detail":[{"loc":["body","messages"],"msg":"field required"}]}"#),
    Refusal(
      name: "error-as-stream", status: 500, type: "text/event-stream",
      body: "data: {\"error\":{\"message\":\"boom\",\"type\":\"server_error\"}}\n\n"),
  ]
}

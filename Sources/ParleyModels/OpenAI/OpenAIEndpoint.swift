package import ParleyHTTPClient
package import ParleyPlugin

/// An endpoint that speaks the chat completions protocol, as the configuration describes it.
package struct OpenAIEndpoint: Sendable {
  /// The name of the entry under `upstreams:`.
  package var name: String
  /// Up to and including the version, for example `https://api.openai.com/v1`; a slash at its end
  /// changes nothing.
  package var baseURL: String
  /// Sent as `Authorization: Bearer`; `nil` sends none.
  package var apiKey: String?
  package var model: String
  /// Further members of the request, for example `temperature`.
  ///
  /// `null` leaves a member out that Parley would send: `max_tokens`, `stream_options`. A number
  /// under `max_tokens` or `max_completion_tokens` is an upper limit and names the member in which
  /// the limit of each reply goes out.
  package var parameters: [String: JSONValue]
  package var timeouts: HTTPTimeouts

  package init(
    name: String, baseURL: String, apiKey: String? = nil, model: String,
    parameters: [String: JSONValue] = [:], timeouts: HTTPTimeouts = HTTPTimeouts()
  ) {
    self.name = name
    self.baseURL = baseURL
    self.apiKey = apiKey
    self.model = model
    self.parameters = parameters
    self.timeouts = timeouts
  }

  /// Where chat completions are asked for.
  var chatCompletionsURL: String {
    var base = baseURL[...]
    while base.last == "/" { base.removeLast() }
    return base + "/chat/completions"
  }

  /// Host and port in ``baseURL``, for messages.
  var host: String { HTTPClient.address(of: baseURL) ?? "no usable base_url" }
}

import ParleyDomain
import ParleyJSON
import ParleyPlugin
import ParleyServer
import ParleyTestKit
import Testing

struct CompletionTests {
  private let path = "/v1/chat/completions"

  private func body(_ members: String = "", stream: Bool = false) -> String {
    #"{"model": "clerk", "messages": [{"role": "user", "content": "dragons?"}], "#
      + #""stream": \#(stream)\#(members.isEmpty ? "" : ", ")\#(members)}"#
  }

  /// The chunks of a stream, without `[DONE]`.
  private func chunks(_ answer: ApplicationFixture.Answer) -> [JSONValue] {
    answer.events.compactMap { $0["data"] }.filter { $0 != "[DONE]" }
      .compactMap { try? JSONParser.parse($0) }
  }

  @Test func aWholeReplyHasOpenAIsShape() async throws {
    let usage = Usage(inputTokens: 7, outputTokens: 3, cachedTokens: 2)
    let fixture = ApplicationFixture(model: FakeModel(usage: usage) { _ in [.text("Try [1].")] })
    let answer = await fixture.send("POST", path, body(#""top_k": 3, "api_key": "x""#))
    #expect(answer.status == 200)
    let reply = answer.json
    #expect(reply["object"]?.string == "chat.completion")
    #expect(reply["id"]?.string?.hasPrefix("chatcmpl-") == true)
    #expect(reply["model"]?.string == "clerk")
    let choice = try #require(reply["choices"]?.array?.first)
    #expect(choice["finish_reason"]?.string == "stop")
    #expect(choice["message"]?["content"]?.string == "Try [1].")
    let address = "http://127.0.0.1:8080/sources/books/earth%2Fsea"
    let citation = choice["message"]?["annotations"]?.array?.first?["url_citation"]
    #expect(citation?["url"]?.string == address)
    #expect(citation?["start_index"]?.integer == 4)
    #expect(citation?["end_index"]?.integer == 7)
    #expect(reply["citations"] == [.string(address)])
    #expect(reply["search_results"]?.array?.first?["title"]?.string == "Earthsea")
    #expect(reply["usage"]?["total_tokens"]?.integer == 10)
    #expect(reply["usage"]?["prompt_tokens_details"]?["cached_tokens"]?.integer == 2)
  }

  @Test func aStreamIsChunksAndNothingElse() async {
    let fixture = ApplicationFixture(model: FakeModel { _ in [.text("Try "), .text("[1].")] })
    let answer = await fixture.send(
      "POST", path, body(#""stream_options": {"include_usage": true}"#, stream: true))
    #expect(answer.header("Content-Type") == "text/event-stream")
    let lines = answer.text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.hasPrefix("data: ") })
    #expect(lines.last == "data: [DONE]")
    let chunks = chunks(answer)
    #expect(chunks.allSatisfy { $0["object"]?.string == "chat.completion.chunk" })
    let deltas = chunks.compactMap { $0["choices"]?.array?.first?["delta"] }
    #expect(deltas.first == ["role": "assistant", "content": ""])
    #expect(deltas.compactMap { $0["content"]?.string }.joined() == "Try [1].")
    #expect(deltas.contains { $0["annotations"]?.array?.count == 1 })
    #expect(
      chunks.dropLast().last?["choices"]?.array?.first?["finish_reason"]?.string == "stop")
    #expect(chunks.last?["choices"] == [])
    #expect(chunks.last?["usage"]?["completion_tokens"]?.integer != nil)
  }

  @Test func theClientsOwnChatIsTheHistory() async throws {
    let model = FakeModel(saying: "ok")
    let fixture = ApplicationFixture(model: model)
    let answer = await fixture.send(
      "POST", path,
      """
      {"model": "clerk", "max_tokens": 5, "messages": [
        {"role": "developer", "content": "Rhyme."}, {"role": "user", "content": "one"},
        {"role": "assistant", "content": null}, {"role": "assistant", "content": "two"},
        {"role": "user", "content": [{"type": "text", "text": "three"}]}]}
      """)
    #expect(answer.status == 200)
    let request = try #require(model.requests.first)
    #expect(request.replyTokens == 5)
    #expect(request.messages.map(\.role) == [.system, .user, .assistant, .user])
    #expect(request.messages.first?.content.hasPrefix("You sell things.\n\nRhyme.\n\n") == true)
    #expect(request.messages.dropFirst().map(\.content) == ["one", "two", "three"])
    let stored = try #require(fixture.store.contents.messages.values.first)
    #expect(stored.map(\.role) == [.system, .user, .assistant, .user, .assistant])
    #expect(zip(stored, stored.dropFirst()).allSatisfy { $0.id == $1.parent })
    #expect(fixture.store.contents.sessions.isEmpty)
  }

  @Test(
    "H29: a fault names the parameter",
    arguments: [
      (#"{"model": "clerk", "messages": []}"#, 400, "messages", "invalid_value"),
      (#"{"messages": [{"role": "user", "content": "x"}]}"#, 400, "model", "invalid_value"),
      (
        #"{"model": "gpt", "messages": [{"role": "user", "content": "x"}]}"#, 404, "model",
        "model_not_found"
      ),
      (
        #"{"model": "clerk", "messages": [{"role": "assistant", "content": "x"}]}"#, 400,
        "messages",
        "invalid_value"
      ),
      (
        #"{"model": "clerk", "messages": [{"role": "king", "content": "x"}]}"#, 400,
        "messages[0].role", "invalid_value"
      ),
      (
        #"{"model": "clerk", "messages": [{"role": "user", "content": [{"type": "image_url"}]}]}"#,
        400, "messages[0].content[0].type", "unsupported_value"
      ),
      (
        #"{"model": "clerk", "messages": [{"role": "user", "content": " "}]}"#, 400,
        "messages[0].content", "invalid_value"
      ),
    ])
  func aFaultNamesTheParameter(
    _ body: String, _ status: Int, _ param: String, _ code: String
  ) async {
    let answer = await ApplicationFixture().send("POST", path, body)
    #expect(answer.status == status)
    let error = answer.json["error"]
    #expect(error?["param"]?.string == param, "\(answer.text)")
    #expect(error?["code"]?.string == code)
    #expect(error?["type"]?.string == "invalid_request_error")
  }

  @Test(
    "H26, H30: what cannot be done is refused",
    arguments: [
      (#""n": 2"#, "n"), (#""audio": {}"#, "audio"), (#""modalities": ["audio"]"#, "modalities"),
      (#""temperature": 9"#, "temperature"), (#""max_tokens": 0"#, "max_tokens"),
      (#""max_completion_tokens": -1"#, "max_completion_tokens"),
      (#""max_tokens": 1.5"#, "max_tokens"), (#""max_tokens": "5""#, "max_tokens"),
      (#""max_tokens": true"#, "max_tokens"),
    ])
  func whatCannotBeDoneIsRefused(_ member: String, _ param: String) async {
    let answer = await ApplicationFixture().send("POST", path, body(member))
    #expect(answer.status == 400)
    #expect(answer.json["error"]?["param"]?.string == param)
  }

  @Test func aFailureBeforeTheFirstTextHasAStatus() async {
    let error = ModelError(.auth, "upstream 'main' does not take the key", status: 401)
    let fixture = ApplicationFixture(model: FakeModel { _ in [.fail(error)] })
    for stream in [false, true] {
      let answer = await fixture.send("POST", path, body(stream: stream))
      #expect(answer.status == 502)
      #expect(answer.header("x-should-retry") == "false")
      #expect(answer.json["error"]?["code"]?.string == "upstream_auth")
      #expect(answer.json["error"]?["type"]?.string == "upstream_error")
    }
  }

  @Test func aFailureInTheMiddleIsAnErrorInTheStream() async {
    let error = ModelError(.brokenOff, "the stream broke off")
    let fixture = ApplicationFixture(model: FakeModel { _ in [.text("half"), .fail(error)] })
    let answer = await fixture.send("POST", path, body(stream: true))
    #expect(answer.status == 200)
    #expect(!answer.text.contains("[DONE]"))
    #expect(chunks(answer).last?["error"]?["type"]?.string == "upstream_error")
  }

  @Test(arguments: ["/v1", ""])
  func personasAreModels(_ prefix: String) async {
    let fixture = ApplicationFixture()
    let list = await fixture.send("GET", "\(prefix)/models")
    #expect(list.json["data"]?.array?.compactMap { $0["id"]?.string } == ["clerk", "florist"])
    #expect(list.json["data"]?.array?.first?["name"]?.string == "Clerk")
    let one = await fixture.send("GET", "\(prefix)/models/florist")
    #expect(one.json["object"]?.string == "model")
    let none = await fixture.send("GET", "\(prefix)/models/gpt")
    #expect(none.status == 404)
    #expect(none.json["error"]?["code"]?.string == "model_not_found")
    let reply = await fixture.send("POST", "\(prefix)/chat/completions", body())
    #expect(reply.status == 200)
  }

  @Test func otherEndpointsAreMissingInOpenAIsWords() async {
    let answer = await ApplicationFixture().send("POST", "/v1/embeddings", "{}")
    #expect(answer.status == 404)
    #expect(answer.json["error"]?["message"]?.string != nil)
  }

  @Test func guestsMayUseAnyKeyAndCannotReadEachOther() async {
    let fixture = ApplicationFixture { $0.mode = .guests }
    let answer = await fixture.send(
      "POST", path, body(), headers: [("Authorization", "Bearer sk-dummy")],
      peer: ApplicationFixture.stranger)
    #expect(answer.status == 200)
    #expect(answer.header("Set-Cookie") == nil)
    let chats = await fixture.send(
      "GET", "/api/chats", headers: [("Authorization", "Bearer sk-dummy")],
      peer: ApplicationFixture.stranger)
    #expect(chats.json["chats"]?.array?.isEmpty == true)
  }
}

extension TokenSample {
  /// Program texts and markup.
  static let code: [TokenSample] = [
    TokenSample(
      "Swift", cl100k: 75, o200k: 76,
      #"""
      package struct ServerSentEvent: Sendable, Hashable {
        package var event: String?
        package var data: String

        package init(event: String? = nil, data: String) {
          self.event = event
          self.data = data
        }

        func isDone() -> Bool { data.hasPrefix("[DONE]") && event == nil }
      }
      """#),
    TokenSample(
      "Python", cl100k: 109, o200k: 109,
      #"""
      def load_records(path: str, *, limit: int = 1000) -> list[dict[str, object]]:
          """Reads up to `limit` records from a CSV file."""
          with open(path, newline="", encoding="utf-8-sig") as handle:
              reader = csv.DictReader(handle)
              rows = [{k.strip().lower(): v for k, v in row.items()} for row in reader]
          if not rows:
              raise ValueError(f"{path}: no rows")
          return rows[:limit]
      """#),
    TokenSample(
      "C", cl100k: 122, o200k: 127,
      #"""
      static int parley_epoll_watch(int epoll, int socket, int what) {
          struct epoll_event event = {0};
          event.data.fd = socket;
          if (what & CURL_POLL_IN)  event.events |= EPOLLIN;
          if (what & CURL_POLL_OUT) event.events |= EPOLLOUT;
          if (epoll_ctl(epoll, EPOLL_CTL_MOD, socket, &event) == 0) return 0;
          return errno == ENOENT ? epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event) : -1;
      }
      """#),
    TokenSample(
      "JSON compact", cl100k: 82, o200k: 85,
      #"""
      {"id":"chatcmpl-123","object":"chat.completion.chunk","created":1763664000,"model":"gpt-4.1-mini","choices":[{"index":0,"delta":{"role":"assistant","content":"Hello"},"logprobs":null,"finish_reason":null}],"usage":{"prompt_tokens":23,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":22}}}
      """#),
    TokenSample(
      "JSON pretty", cl100k: 97, o200k: 97,
      #"""
      {
        "collection": "catalog",
        "id": "GFT-2001",
        "title": "Gift Card $10",
        "price": {"amount": 10.0, "currency": "USD"},
        "stock": 150,
        "category": [
          "Gift Cards",
          "Paper"
        ],
        "attributes": {
          "delivery": "by mail or in the shop",
          "expires": "never"
        }
      }
      """#),
    TokenSample(
      "YAML", cl100k: 103, o200k: 104,
      #"""
      upstreams:
        - name: main
          base_url: ${PARLEY_BASE_URL:-}
          api_key: ${PARLEY_API_KEY:-}
          model: gpt-4.1-mini
          context_tokens: 128000
          timeouts: {connect: 5s, first_byte: 60s, idle: 30s, total: 10m}
          parameters: {temperature: 0.3}
        - {name: extractive, provider: extractive}
      """#),
    TokenSample(
      "SQL", cl100k: 111, o200k: 112,
      #"""
      CREATE TABLE messages (
        id TEXT PRIMARY KEY, chat_id TEXT NOT NULL REFERENCES chats(id) ON DELETE CASCADE,
        seq INTEGER NOT NULL, role TEXT CHECK (role IN ('user', 'assistant')), content TEXT NOT NULL,
        created_at INTEGER NOT NULL DEFAULT (unixepoch()), UNIQUE (chat_id, seq)
      );
      SELECT c.id, count(*) AS n FROM chats c JOIN messages m ON m.chat_id = c.id
      WHERE c.owner_id = ? GROUP BY c.id HAVING n > 10 ORDER BY n DESC LIMIT 20;
      """#),
    TokenSample(
      "HTML", cl100k: 107, o200k: 109,
      #"""
      <article class="card" data-id="gft-2001">
        <h2><a href="/p/gft-2001">Gift Card $10</a></h2>
        <p>It <em>never</em> expires &amp; carries no fees.</p>
        <ul><li>Delivery: by mail</li><li>In stock: 150</li></ul>
        <button type="button" aria-label="Add to basket" disabled>Add</button>
      </article>
      """#),
    TokenSample(
      "shell and log", cl100k: 130, o200k: 129,
      #"""
      $ curl -sS -X POST http://127.0.0.1:8080/api/chat -H 'Content-Type: application/json' -d '{"message":"books under $15"}' | jq -r .reply
      2026-11-20T18:44:50.123Z INFO turn=0192f3c1 persona=bookseller upstream=main ttft_ms=412 in_tok=1834 out_tok=120 status=200
      [error] parley: config.yaml:12:5: upstreams[0].timeouts.idel: unknown key, did you mean 'idle'?
      """#),
    TokenSample(
      "Markdown", cl100k: 100, o200k: 100,
      #"""
      # Returns

      You may return most things within **14 days**:

      1. Write to <desk@example.org> with your *order number*.
      2. Pack the article; keep the `CN22` form for parcels from abroad.
      3. Bring it to the shop, or send it.

      > Gift cards and opened e-books cannot be returned.

      - [x] receipt
      - [ ] original packaging

      See [shipping](help/shipping.md#costs) for what it costs.
      """#),
  ]
}

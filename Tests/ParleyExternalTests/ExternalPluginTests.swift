import ParleyExternal
import ParleyJSON
import ParleyPlugin
import ParleyTestKit
import Testing

/// What a child hears and what becomes of its replies.
struct ExternalPluginTests {
  @Test func aChildIsToldWhoItIsAndWhatIsAsked() async throws {
    let script = try ChildScript(
      """
      for request in requests():
          request.pop('deadline_ms')
          say({'id': request['id'], 'parts': [{'text': json.dumps([hello, request])}]})
      """)
    let outcome = try await script.run(options: ["url": "http://127.0.0.1:1/"]) { plugin in
      try await plugin.prePrompt(turn("where is my order?"), TurnFixture())
    }
    let seen = try JSONParser.parse(text(of: outcome) ?? "").array
    #expect(
      seen?.first == [
        "version": 1, "entry": "orders", "options": ["url": "http://127.0.0.1:1/"],
        "hooks": ["prePrompt"],
      ])
    let request = seen?.last
    #expect(request?["hook"] == "prePrompt")
    #expect(request?["now"] == "1970-01-01T00:00:00.000Z")
    #expect(request?["turn"]?["message"]?["text"] == "where is my order?")
    #expect(request?["turn"]?["history"]?.array?.count == 1)
    #expect(request?["turn"]?["persona"]?["name"] == "clerk")
  }

  @Test func eachPrePromptReplyHasItsOutcome() async throws {
    let script = try ChildScript(
      """
      replies = {
          'parts': {'parts': [{'text': 'shipped', 'priority': 70, 'score': 0.5, 'source':
              {'collection': 'orders', 'id': '7', 'title': 'Order 7'}}]},
          'memory': {'parts': [{'text': 'likes tea', 'section': 'memory'}]},
          'answer': {'answer': {'text': 'It left.', 'sources': []}},
          'refuse': {'refuse': 'Not here.'},
          'unchanged': {'unchanged': True},
      }
      for request in requests():
          say({'id': request['id'], **replies[request['turn']['message']['text']]})
      """)
    try await script.run { plugin in
      let source = Source(
        reference: RecordReference(collection: "orders", id: "7"), title: "Order 7")
      let expected: [(String, PrePromptOutcome)] = [
        (
          "parts",
          .parts([Part(.data, text: "shipped", priority: 70, source: source, score: 0.5)])
        ),
        ("memory", .parts([Part(.data, text: "likes tea", section: .memory)])),
        ("answer", .answer(Answer(text: "It left."))),
        ("refuse", .refuse(reason: "Not here.")), ("unchanged", .unchanged),
      ]
      for (message, outcome) in expected {
        let seen = try await plugin.prePrompt(turn(message), TurnFixture())
        #expect(seen == outcome)
      }
    }
  }

  @Test func theOtherHooksReturnAnnotationsAndEffects() async throws {
    let script = try ChildScript(
      """
      for request in requests():
          hook = request['hook']
          if hook == 'beforeDone':
              say({'id': request['id'], 'annotations': [
                  {'code': 'old', 'message': request['exchange']['reply']['text'],
                   'audience': 'operators', 'range': [0, 3]}]})
          elif hook == 'job':
              say({'id': request['id'], 'effects': [
                  {'effect': 'annotation', 'code': 'c', 'message': 'm'},
                  {'effect': 'summary', 'text': 's', 'covers': ['m1']},
                  {'effect': 'memory', 'text': 't', 'importance': 1, 'evidence': ['m2'],
                   'expires_at': '2026-11-20T18:30:00Z', 'supersedes': ['mem_1']},
                  {'effect': 'observation', 'message': 'm2', 'importance': 10},
                  {'effect': 'reflection', 'over': ['m1', 'm2']},
                  {'effect': 'finding', 'kind': 'gap', 'value': [1]},
                  {'effect': 'log_line', 'file': 'a.jsonl', 'value': {'a': 1}},
                  {'effect': 'log_line', 'file': 'b.jsonl', 'value': 2, 'rotation': {}},
                  {'effect': 'log_line', 'file': 'c.jsonl', 'value': 3,
                   'rotation': {'max_bytes': 4096, 'daily': True, 'keep': 3}},
                  {'effect': 'deliver', 'url': 'https://x.example.org/', 'body': None,
                   'headers': {'x-a': 'b'}}]})
          else:
              say({'id': request['id'], 'effects': [
                  {'effect': 'finding', 'kind': 'count',
                   'value': len(request['session']['messages'])}]})
      """)
    try await script.run(hooks: [.beforeDone, .job, .sessionEnded]) { plugin in
      let annotations = try await plugin.beforeDone(exchange(), TurnFixture())
      #expect(
        annotations == [
          Annotation(Notice(code: "old", message: "Bye.", audience: .operators), range: 0..<3)
        ])
      let effects = try await plugin.postResponse(exchange(), TurnFixture())
      #expect(
        effects == [
          .annotation(Annotation(Notice(code: "c", message: "m"))),
          .summary(text: "s", covers: [MessageID("m1")]),
          .memory(
            Memory(
              text: "t", importance: 1, confidence: 0.5,
              expiresAt: Timestamp("2026-11-20T18:30:00Z"), supersedes: [MemoryID("mem_1")]),
            evidence: [MessageID("m2")]),
          .observation(Observation(message: MessageID("m2"), importance: 10)),
          .reflection(over: [MessageID("m1"), MessageID("m2")]),
          .finding(kind: "gap", value: [1]),
          .logLine(file: "a.jsonl", value: ["a": 1]),
          .logLine(file: "b.jsonl", value: 2, rotation: LogRotation()),
          .logLine(
            file: "c.jsonl", value: 3,
            rotation: LogRotation(largest: ByteSize(bytes: 4096), isDaily: true, kept: 3)),
          .deliver(
            Delivery(url: "https://x.example.org/", body: .null, headers: ["x-a": "b"])),
        ])
      let last = try await plugin.sessionEnded(endedSession, TurnFixture())
      #expect(last == [.finding(kind: "count", value: 1)])
    }
  }

  @Test func noticesSayWhoMayReadThemAndWhereTheyBelong() async throws {
    let script = try ChildScript(
      """
      for request in requests():
          told = request['exchange']['reply']['notices']
          say({'id': request['id'], 'effects': [
              {'effect': 'finding', 'kind': 'told', 'value': told}]})
      """)
    var finished = exchange()
    finished.reply.notices = [
      Notice(code: "unknown_citation", message: "m"),
      Notice(code: "held", message: "n", plugin: "figures", audience: .operators, range: 1..<3),
    ]
    let effects = try await script.run(hooks: [.job]) { [finished] plugin in
      try await plugin.postResponse(finished, TurnFixture())
    }
    #expect(
      effects == [
        .finding(
          kind: "told",
          value: [
            ["code": "unknown_citation", "message": "m", "audience": "everyone"],
            [
              "code": "held", "message": "n", "audience": "operators", "plugin": "figures",
              "range": [1, 3],
            ],
          ])
      ])
  }

  @Test func requestsAreAnsweredInAnyOrder() async throws {
    let script = try ChildScript(
      """
      waiting = []
      for request in requests():
          waiting.append(request)
          if len(waiting) == 3:
              for one in reversed(waiting):
                  say({'id': one['id'], 'parts': [{'text': one['turn']['message']['text']}]})
      """)
    try await script.run { plugin in
      let outcomes = try await withThrowingTaskGroup { group in
        for text in ["a", "b", "c"] {
          group.addTask { (text, try await plugin.prePrompt(turn(text), TurnFixture())) }
        }
        return try await group.reduce(into: [:]) { $0[$1.0] = text(of: $1.1) }
      }
      #expect(outcomes == ["a": "a", "b": "b", "c": "c"])
    }
  }

  @Test func aChildAsksTheHostOfTheTurn() async throws {
    let script = try ChildScript(
      """
      def ask(request, call, **more):
          say({'call': call, 'id': 'c1', 'for': request['id'], **more})
          answer = json.loads(sys.stdin.readline())
          assert answer['call_id'] == 'c1' and answer['for'] == request['id']
          return answer.get('result', answer.get('error'))
      for request in requests():
          answers = [
              ask(request, 'knowledge.search', collection='books', text='le guin', limit=3),
              ask(request, 'knowledge.record', collection='books', record='b1'),
              ask(request, 'knowledge.record', collection='books', record='b2'),
              ask(request, 'model.complete', messages=[{'role': 'user', 'content': 'echo'}]),
              ask(request, 'memory.recall', text='tea'),
              ask(request, 'tokens.count', text='four'),
              ask(request, 'knowledge.search', collection='boots', text='le guin'),
              ask(request, 'knowledge.search', collection='books'),
              ask(request, 'files.read', path='/etc/passwd'),
          ]
          say({'call': 'log', 'for': request['id'], 'level': 'warning', 'message': 'two\\nlines'})
          say({'id': request['id'], 'parts': [{'text': json.dumps(answers)}]})
      """)
    let host = TurnFixture()
    let outcome = try await script.run { plugin in try await plugin.prePrompt(turn(), host) }
    let answers = try JSONParser.parse(text(of: outcome) ?? "").array ?? []
    try #require(answers.count == 9)
    let record = answers[0]["hits"]?.array?.first?["record"]
    #expect(record?["title"] == "Rocannon's World")
    #expect(record?["fields"]?["price"] == ["amount": "14.99", "currency": "USD"])
    #expect(answers[1]["record"]?["text"] == "A planet.")
    #expect(answers[2]["record"] == .null)
    #expect(answers[3]["text"] == "echo")
    #expect(answers[4]["memories"]?.array?.first?["text"] == "likes tea")
    #expect(answers[5] == ["tokens": 4])
    #expect(answers[6] == "there is no collection 'boots'")
    #expect(answers[7] == "'text' has to be a text")
    #expect(answers[8].string?.contains("there are knowledge.search, knowledge.record") == true)
  }

  @Test func whatItLogsIsWrittenUnderTheTurn() async throws {
    let script = try ChildScript(
      """
      for request in requests():
          say({'call': 'log', 'for': request['id'], 'level': 'warning', 'message': 'two\\nlines'})
          say({'call': 'tokens.count', 'id': 'c', 'for': request['id'], 'text': ''})
          sys.stdin.readline()
          say({'id': request['id'], 'unchanged': True})
      """)
    let host = TurnFixture()
    _ = try await script.run { plugin in try await plugin.prePrompt(turn(), host) }
    while host.log.lines.isEmpty { await Task.yield() }
    #expect(host.log.lines.map(\.message) == ["two lines"])
    #expect(host.log.lines.map(\.level) == [.warning])
  }

  @Test func aCancelledRequestEndsAtOnceAndTheChildIsTold() async throws {
    let script = try ChildScript(
      """
      heard = []
      for message in requests():
          heard.append('cancel' if 'cancel' in message else 'request')
          if 'cancel' in message:
              say({'id': message['cancel'], 'parts': [{'text': 'too late'}]})
          elif message['turn']['message']['text'] == 'and then?':
              say({'id': message['id'], 'parts': [{'text': ' '.join(heard)}]})
          else:
              say({'call': 'knowledge.search', 'id': 'c', 'for': message['id'],
                   'collection': 'books', 'text': 'a'})
      """)
    try await script.run { plugin in
      let (reached, signal) = AsyncStream<Void>.makeStream()
      var host = TurnFixture()
      host.beforeSearch = {
        signal.finish()
        try await Task.sleep(for: .seconds(60))
      }
      let held = host
      let task = Task { try await plugin.prePrompt(turn(), held) }
      for await _ in reached {}
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      let outcome = try await plugin.prePrompt(turn("and then?"), TurnFixture())
      #expect(text(of: outcome) == "request cancel request")
    }
  }

  @Test func instructionsNeedTheOperatorsLeave() async throws {
    let script = try ChildScript(
      """
      for request in requests():
          say({'id': request['id'], 'parts': [{'kind': 'instruction', 'text': 'Be brief.'}]})
      """)
    await #expect(
      throws: PluginError(
        "denied: it sends parts of kind 'instruction' and its entry does not say may_instruct: true"
      )
    ) {
      try await script.run { plugin in try await plugin.prePrompt(turn(), TurnFixture()) }
    }
    let outcome = try await script.run(mayInstruct: true) { plugin in
      try await plugin.prePrompt(turn(), TurnFixture())
    }
    #expect(outcome == .parts([Part(.instruction, text: "Be brief.")]))
  }

  @Test(arguments: [
    ("{}", "sent a reply with no result; it has exactly one of 'parts', 'answer'"),
    ("{'parts': [], 'refuse': 'x'}", "sent a reply with 'parts' and 'refuse'; it has exactly one"),
    ("{'parts': [{}]}", "'parts[0].text' has to be a text"),
    ("{'parts': ['x']}", "'parts[0]' has to be an object"),
    ("{'parts': 1}", "'parts' has to be a list of at most 200"),
    ("{'parts': [{'text': 'x', 'priority': 101}]}", "'parts[0].priority' has to be a whole number"),
    ("{'parts': [{'text': 'x', 'kind': 'system'}]}", "has to be one of instruction, data"),
    ("{'parts': [{'text': 'x', 'section': 'whole'}]}", "has to be one of knowledge, memory"),
    ("{'parts': [{'text': 'x', 'source': {}}]}", "'parts[0].source.collection' has to be a text"),
    ("{'answer': 'x'}", "'answer' has to be an object"),
    ("{'unchanged': False}", "'unchanged' has to be true"),
    ("{'effects': []}", "answered prePrompt with 'effects'; allowed are 'parts', 'answer'"),
    ("{'error': 'no\\n connection'}", "says: no connection"),
  ])
  func aWrongReplyFailsItsRequestAlone(_ reply: String, _ reason: String) async throws {
    let script = try ChildScript(
      """
      wrong = True
      for request in requests():
          say({'id': request['id'], **(\(reply) if wrong else {'unchanged': True})})
          wrong = False
      """)
    try await script.run { plugin in
      let error = await #expect(throws: PluginError.self) {
        try await plugin.prePrompt(turn(), TurnFixture())
      }
      #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
      let next = try await plugin.prePrompt(turn(), TurnFixture())
      #expect(next == .unchanged)
    }
  }

  @Test func aJobAsksForWhatMemoriesAreDrawnFrom() async throws {
    let script = try ChildScript(
      """
      def ask(request, call):
          say({'call': call, 'id': 'c1', 'for': request['id']})
          return json.loads(sys.stdin.readline())['result']
      for request in requests():
          told = ask(request, 'memory.observations')
          names = [seen['message'] for seen in told['observations'] if seen['importance'] > 5]
          say({'id': request['id'], 'effects': [
              {'effect': 'finding', 'kind': 'told', 'value':
                  [told, ask(request, 'memory.summaries'), request['exchange']['searches']]},
              {'effect': 'memory', 'text': told['observations'][0]['text'], 'evidence': names},
              {'effect': 'reflection', 'over': names}]})
      """)
    var finished = exchange()
    finished.searches = [
      SearchNote(plugin: "books", collection: "books", total: 0, emptied: ["under $1"])
    ]
    let effects = try await script.run(hooks: [.job]) { [finished] plugin in
      try await plugin.postResponse(finished, TurnFixture())
    }
    #expect(
      effects == [
        .finding(
          kind: "told",
          value: [
            [
              "observations": [["message": "m2", "text": "I like tea", "importance": 7]],
              "is_of_guest": false,
            ],
            [
              "summaries": [
                [
                  "version": 1, "text": "Tea.", "covers": ["m1"],
                  "created_at": "1970-01-01T00:00:00.000Z",
                ]
              ]
            ],
            [["plugin": "books", "collection": "books", "total": 0, "emptied": ["under $1"]]],
          ]),
        .memory(
          Memory(text: "I like tea", importance: 0.5, confidence: 0.5),
          evidence: [MessageID("m2")]), .reflection(over: [MessageID("m2")]),
      ])
  }

  @Test(arguments: [
    (
      "{'effect': 'note'}",
      "'effects[0].effect' has to be one of annotation, summary, memory, observation, reflection"
    ),
    (
      "{'effect': 'observation', 'message': 'm2'}",
      "'effects[0].importance' has to be a whole number from 1 to 10"
    ),
    (
      "{'effect': 'observation', 'message': 'm2', 'importance': 11}",
      "'effects[0].importance' has to be a whole number from 1 to 10"
    ),
    ("{'effect': 'observation', 'importance': 1}", "'effects[0].message' has to be a text"),
    ("{'effect': 'reflection', 'over': 'm2'}", "'effects[0].over' has to be a list of message ids"),
    (
      "{'effect': 'memory', 'text': 't', 'supersedes': [1]}",
      "'effects[0].supersedes' has to be a list of memory ids"
    ),
    (
      "{'effect': 'log_line', 'file': 'a', 'rotation': {'keep': 0}}",
      "'effects[0].rotation.keep' has to be a whole number from 1 to 1000"
    ),
    (
      "{'effect': 'log_line', 'file': 'a', 'rotation': {'daily': 1}}",
      "'effects[0].rotation.daily' has to be true or false"
    ),
  ])
  func aWrongEffectFailsItsJobAndNamesThePlace(_ effect: String, _ reason: String) async throws {
    let script = try ChildScript(
      """
      for request in requests():
          say({'id': request['id'], 'effects': [\(effect)]})
      """)
    try await script.run(hooks: [.job]) { plugin in
      let error = await #expect(throws: PluginError.self) {
        try await plugin.postResponse(exchange(), TurnFixture())
      }
      #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
    }
  }
}

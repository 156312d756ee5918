import ParleyPlugin

/// A way in which a child misbehaves. The message of the turn names it.
enum Fault: String, CaseIterable, Sendable {
  case none
  case exits
  case signalled
  case noJSON
  case noObject
  case secondHello
  case invalidUTF8
  case nul
  case noResult
  case missingField
  /// Of the effects and annotations that it wants, the last one is wrong: none may be stored.
  case halfWrong
  case otherHooksResult
  case wrongID
  case twoReplies
  case tooLong
  case never
  case ignoresTermination
  case closesOutput
  case neverReads
  case leavesGrandchildren
  case takesMemory

  /// Whether the request gets its reply all the same.
  var isHarmless: Bool { self == .none || self == .twoReplies }

  /// Whether the child is gone afterwards.
  var endsTheChild: Bool {
    switch self {
    case .none, .noResult, .missingField, .halfWrong, .otherHooksResult, .wrongID, .twoReplies,
      .never,
      .ignoresTermination:
      false
    default: true
    }
  }

  /// The message that makes a child misbehave so. For one that does not read, more than a pipe holds.
  var message: String {
    self == .neverReads ? rawValue + String(repeating: " ", count: 100_000) : rawValue
  }

  /// A child with all faults, and all hooks.
  static let script = """
    import signal
    def work(request, fault):
        id = request['id']
        good = {'prePrompt': {'parts': [{'text': 'here'}]}, 'beforeDone': {'annotations': []}}
        reply = {'id': id, **good.get(request['hook'], {'effects': []})}
        if fault == 'exits': os._exit(3)
        elif fault == 'signalled': os.kill(os.getpid(), 11)
        elif fault == 'noJSON': raw(b'Traceback: no\\n')
        elif fault == 'noObject': say([reply])
        elif fault == 'secondHello': say({'hello': {'version': 1, 'hooks': []}})
        elif fault == 'invalidUTF8': raw(b'{"id": 1, "refuse": "\\xc3"}\\n')
        elif fault == 'nul': raw(b'{"id": 1, "refuse": "\\0"}\\n')
        elif fault == 'noResult': say({'id': id, 'do': 'it'})
        elif fault == 'missingField': say({'id': id, 'parts': [{}]})
        elif fault == 'halfWrong':
            good = {'effect': 'finding', 'kind': 'k', 'code': 'c', 'message': 'm', 'text': 't'}
            bad = {'effect': 'observation', 'message': 'm', 'importance': 99}
            name = {'prePrompt': 'parts', 'beforeDone': 'annotations'}.get(request['hook'], 'effects')
            say({'id': id, name: [good, bad if name == 'effects' else {'code': 1}]})
        elif fault == 'otherHooksResult':
            say({'id': id, **({'effects': []} if request['hook'] == 'prePrompt' else {'parts': []})})
        elif fault == 'wrongID': say({**reply, 'id': id + 1000000})
        elif fault == 'twoReplies': say(reply); say(reply)
        elif fault == 'tooLong':
            block = b'x' * (1 << 20)
            for _ in range(100): raw(block)
        elif fault == 'ignoresTermination': signal.signal(signal.SIGTERM, signal.SIG_IGN)
        elif fault == 'closesOutput': os.close(1); time.sleep(1000)
        elif fault == 'leavesGrandchildren':
            if os.fork() == 0: time.sleep(1000)
            os._exit(0)
        elif fault == 'takesMemory': bytearray(8 << 30)
        elif fault == 'none': say(reply)
    def fault(request):
        if 'session' in request: return request['session']['messages'][0]['text']
        return request.get('exchange', request)['turn']['message']['text']
    if hello['options'].get('reads') == False: time.sleep(1000)
    for message in requests():
        if 'hook' in message: work(message, fault(message))
    """
}

import Glibc
import ParleyConfig
import ParleyModels
import ParleyPlugin

/// Counts texts for `run.py`, which compares the counts with tiktoken's.
///
/// Takes `ENCODING FILE` and then, on standard input, requests: a letter, a number and a length (32
/// bits each, little-endian), and a text of that length. Each is answered with 32-bit numbers, the
/// first of which says how many follow:
/// - `t`: the text's ids, after the nanoseconds that it took (two numbers, low and high half);
/// - `e`: its estimate;
/// - `l`: nothing; the estimator learns that the text has as many tokens as the number says;
/// - `r`: nothing; the estimator forgets.
enum Service {
  static func run(arguments: [String]) -> Int32 {
    guard arguments.count == 2, let encoding = TokenEncoding(rawValue: arguments[0]) else {
      print("usage: TokenBenchmark cl100k_base|o200k_base FILE")
      return 64
    }
    do {
      let content = try FileContents.read(arguments[1], limit: RankFile.limit)
      let tokenizer = BytePairTokenizer(
        try RankFile.parse(content, encoding: encoding), encoding: encoding)
      serve(tokenizer)
      return 0
    } catch {
      print("\(arguments[1]): \(error)")
      return 65
    }
  }

  private static func serve(_ tokenizer: BytePairTokenizer) {
    var estimator = LearningEstimator()
    while let request = Request() {
      switch request.letter {
      case "t":
        let clock = ContinuousClock()
        let begin = clock.now
        let ids = tokenizer.encode(request.text)
        let duration = (clock.now - begin).components
        let nanoseconds = duration.seconds * 1_000_000_000 + duration.attoseconds / 1_000_000_000
        let halves = [nanoseconds, nanoseconds >> 32].map { UInt32(truncatingIfNeeded: $0) }
        answer(halves + ids)
      case "e":
        answer([UInt32(estimator.count(request.text))])
      case "l":
        // The format's own tokens are taken off again.
        estimator.learn(
          [ModelMessage(role: .user, content: request.text)], inputTokens: Int(request.number) + 7)
        answer([])
      default:
        estimator = LearningEstimator()
        answer([])
      }
    }
  }

  private static func answer(_ numbers: [UInt32]) {
    let framed = [UInt32(numbers.count)] + numbers
    framed.withUnsafeBytes { bytes in
      var sent = 0
      while sent < bytes.count {
        let count = write(STDOUT_FILENO, bytes.baseAddress?.advanced(by: sent), bytes.count - sent)
        guard count > 0 else { exit(74) }
        sent += count
      }
    }
  }
}

/// A request, read from standard input.
private struct Request {
  let letter: Character
  let number: UInt32
  let text: String

  /// `nil` at the end.
  init?() {
    var head = [UInt32](repeating: 0, count: 3)
    guard head.withUnsafeMutableBytes(Self.fill), let letter = Unicode.Scalar(head[0]) else {
      return nil
    }
    var bytes = [UInt8](repeating: 0, count: Int(head[2]))
    guard bytes.withUnsafeMutableBytes(Self.fill) else { return nil }
    self.letter = Character(letter)
    number = head[1]
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// Reads until a buffer is full; `false` when the input ends before.
  private static func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Bool {
    var filled = 0
    while filled < buffer.count {
      let count = read(
        STDIN_FILENO, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
      guard count > 0 else { return false }
      filled += count
    }
    return true
  }
}

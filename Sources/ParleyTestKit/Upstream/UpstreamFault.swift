/// What an upstream does when it is called: a name, and the steps of the answer.
///
/// The whole name of a model is a fault's name, and behind it the fault's parameters, each a number
/// behind a hyphen: `ok-500-50` is `ok` with 500 and 50.
public struct UpstreamFault: Sendable {
  /// One call of a model.
  public struct Call: Sendable {
    var dialect: UpstreamDialect
    /// The numbers in the model's name.
    var parameters: [Int]
    /// Whether a stream is asked for.
    var streams: Bool
    /// How often this model has been called, from 1.
    var number: Int
    /// About what the prompt has.
    var promptTokens: Int

    /// One of the numbers in the model's name, or what counts without it.
    func parameter(_ index: Int, otherwise: Int) -> Int {
      parameters.indices.contains(index) ? parameters[index] : otherwise
    }
  }

  public let name: String
  /// What happens, and what the parameters mean; one sentence.
  public let summary: String
  let steps: @Sendable (Call) -> [LoopbackServer.Step]

  init(
    _ name: String, _ summary: String,
    steps: @escaping @Sendable (Call) -> [LoopbackServer.Step]
  ) {
    self.name = name
    self.summary = summary
    self.steps = steps
  }

  /// Everything that can be chosen.
  public static let all: [UpstreamFault] =
    replies + streams + responses + refusals + limits + providers + mixed

  private static let byName = Dictionary(
    all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  /// What a model's name chooses, with its parameters; the refusal of an unknown model for a name
  /// that chooses nothing.
  static func chosen(by model: String) -> (fault: UpstreamFault, parameters: [Int]) {
    var name = model.prefix { $0 != "@" }
    var parameters: [Int] = []
    while true {
      if let fault = byName[String(name)] { return (fault, parameters) }
      guard let hyphen = name.lastIndex(of: "-"),
        let number = Int(name[name.index(after: hyphen)...]), number >= 0
      else { return (unknownModel, []) }
      parameters.insert(number, at: 0)
      name = name[..<hyphen]
    }
  }

  private static let unknownModel = UpstreamFault("", "Refuses a model that it does not know.") {
    [
      .response(
        404, $0.dialect.problem(type: "not_found_error", message: "no model of this name"))
    ]
  }
}

public import ParleyPlugin

/// A plugin whose hooks are closures of a test.
public struct ClosurePlugin: PrePromptHook, BeforeDoneHook, PostResponseHook {
  public typealias PrePrompt = @Sendable (Turn, any TurnHost) async throws -> PrePromptOutcome
  public typealias BeforeDone = @Sendable (Exchange, any TurnHost) async throws -> [Annotation]
  public typealias PostResponse = @Sendable (Exchange, any TurnHost) async throws -> [Effect]

  public static let name = "Closure"
  public static let summary = "Runs closures of a test."

  private let onStart: @Sendable () async throws -> Void
  private let onStop: @Sendable () async -> Void
  private let onPrePrompt: PrePrompt?
  private let onBeforeDone: BeforeDone?
  private let onPostResponse: PostResponse?

  public init(options: NoOptions) {
    self.init()
  }

  public init(
    start: @escaping @Sendable () async throws -> Void = {},
    stop: @escaping @Sendable () async -> Void = {}, prePrompt: PrePrompt? = nil,
    beforeDone: BeforeDone? = nil, postResponse: PostResponse? = nil
  ) {
    onStart = start
    onStop = stop
    onPrePrompt = prePrompt
    onBeforeDone = beforeDone
    onPostResponse = postResponse
  }

  public var hooks: Set<HookPoint> {
    var hooks: Set<HookPoint> = []
    if onPrePrompt != nil { hooks.insert(.prePrompt) }
    if onBeforeDone != nil { hooks.insert(.beforeDone) }
    if onPostResponse != nil { hooks.insert(.job) }
    return hooks
  }

  public func start(_ host: any PluginHost) async throws { try await onStart() }
  public func stop() async { await onStop() }

  public func prePrompt(_ turn: Turn, _ host: any TurnHost) async throws -> PrePromptOutcome {
    try await onPrePrompt?(turn, host) ?? .unchanged
  }

  public func beforeDone(_ exchange: Exchange, _ host: any TurnHost) async throws -> [Annotation] {
    try await onBeforeDone?(exchange, host) ?? []
  }

  public func postResponse(_ exchange: Exchange, _ host: any TurnHost) async throws -> [Effect] {
    try await onPostResponse?(exchange, host) ?? []
  }
}

import ParleyDomain
import ParleyEngine
import ParleyKnowledge
import ParleyServer

extension CommandFailure {
  /// What the program says and exits with when a room of the house failed; `nil` for other errors.
  init?(_ error: any Error) {
    switch error {
    case let error as CommandFailure: self = error
    case let error as TurnError: self.init(Self.status(of: error), error.description)
    case let error as KnowledgeError:
      self.init(
        Self.status(of: error.code),
        messages: error.description.split(separator: "\n").map(String.init))
    case let error as GateFailure: self.init(.failed, error.description)
    case let error as StoreError: self.init(Self.status(of: error.code), error.description)
    case let error as ReplyNotSaved: self.init(.io, error.description)
    case let error as ServerError: self.init(Self.status(of: error.kind), error.description)
    case let error as PluginStartError: self.init(.config, error.description)
    default: return nil
    }
  }

  private static func status(of error: TurnError) -> ExitStatus {
    switch error.code {
    case .personaUnknown, .messageEmpty: .usage
    case .chatUnknown: .noInput
    case .messageTooLong, .promptTooLarge: .badData
    case .noUpstream: .config
    case .pluginFailed, .upstream, .knowledge: .unavailable
    }
  }

  private static func status(of code: KnowledgeError.Code) -> ExitStatus {
    switch code {
    case .unknownCollection: .usage
    case .notLoaded: .noInput
    case .noInput: .noInput
    case .badData, .unreadable: .badData
    case .io: .io
    }
  }

  private static func status(of code: StoreError.Code) -> ExitStatus {
    switch code {
    case .notFound: .noInput
    case .conflict, .keyReused: .badData
    case .locked, .generationInProgress: .tryAgain
    case .full, .io: .io
    case .unreadable: .badData
    }
  }

  private static func status(of kind: ServerError.Kind) -> ExitStatus {
    switch kind {
    case .addressInUse: .tryAgain
    case .addressUnavailable: .unavailable
    case .invalidSettings: .config
    case .failed: .internal
    }
  }

  /// Runs a verb's work, turning what the rooms throw into what the program says.
  static func translating<Result>(_ work: () async throws -> Result) async throws -> Result {
    do {
      return try await work()
    } catch {
      throw CommandFailure(error) ?? error
    }
  }
}

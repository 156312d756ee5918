import Glibc
import ParleyDomain
import ParleyPlugin
import ParleyStore
import ParleyTestKit
import Testing

@Suite struct InstallationSecretTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func theFenceStaysTheSameAcrossStarts() throws {
    let first = try InstallationSecret(directory: folder.path)
    let second = try InstallationSecret(directory: folder.path)
    let fence = first.fence(owner: .local, persona: "p", firstMessage: "Hello")
    #expect(fence == second.fence(owner: .local, persona: "p", firstMessage: "Hello"))
    #expect(fence.utf8.count == 12 && fence.allSatisfy(\.isHexDigit))
    #expect(try folder.permissions(of: "secret.key") == 0o600)
  }

  @Test func everyBeginningAndInstallationHasItsOwnFence() throws {
    let other = try TemporaryFolder()
    let secret = try InstallationSecret(directory: folder.path)
    let fences = [
      secret.fence(owner: OwnerID("a"), persona: "bc", firstMessage: "d"),
      secret.fence(owner: OwnerID("ab"), persona: "c", firstMessage: "d"),
      secret.fence(owner: OwnerID("a"), persona: "b", firstMessage: "cd"),
      secret.fence(owner: OwnerID("a2:bc"), persona: "", firstMessage: "d"),
      try InstallationSecret(directory: other.path)
        .fence(owner: OwnerID("a"), persona: "bc", firstMessage: "d"),
    ]
    #expect(Set(fences).count == fences.count)
  }

  @Test func aSecretThatOthersCanReadIsRefused() throws {
    _ = try InstallationSecret(directory: folder.path)
    #expect(chmod(folder.file("secret.key"), 0o644) == 0)
    let error = #expect(throws: StoreError.self) {
      try InstallationSecret(directory: folder.path)
    }
    #expect(error?.code == .unreadable)
    #expect(error?.description.contains("mode 0644") == true)
    #expect(error?.description.contains(folder.file("secret.key")) == true)
  }

  @Test func aSecretOfAnotherSizeIsRefused() throws {
    try folder.write("too short", to: "secret.key")
    #expect(chmod(folder.file("secret.key"), 0o600) == 0)
    #expect(throws: StoreError.self) { try InstallationSecret(directory: folder.path) }
    #expect(try folder.text(of: "secret.key") == "too short")
  }

  @Test func thoseWhoStartTogetherAgree() async throws {
    let path = folder.path
    let fences = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<8 {
        group.addTask {
          try InstallationSecret(directory: path)
            .fence(owner: .local, persona: "", firstMessage: "")
        }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(fences.count == 1)
  }
}

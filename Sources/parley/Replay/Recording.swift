import Glibc
import ParleyConfig
import ParleyDomain
import ParleyPlugin
import ParleyStore

/// Finds the chat to replay: in a file, at the running server, or in the storage folder.
enum Recording {
  /// Throws ``CommandFailure`` when there is no such chat.
  static func find(_ argument: String, _ invocation: Invocation) async throws -> RecordedChat {
    if RecordedChatFile.isPath(argument) { return try RecordedChatFile.read(argument) }
    let home = try Shop.open(invocation, at: homePath(invocation))
    let directory = home.configuration.storage.directory
    let server = try ServerClient(storage: directory)
    if await server.answers() {
      let json = try await server.json("GET", "/api/admin/chats/\(try segment(argument))")
      return try RecordedChatFile(name: "chat \(argument)").chat(json)
    }
    let store = try await home.openStore()
    do {
      let found = try await store.recording(of: ChatID(argument))
      await store.close()
      if let found { return found }
    } catch {
      await store.close()
      throw error
    }
    throw CommandFailure(.noInput, "there is no chat '\(argument)' in \(directory)")
  }

  /// The configuration whose storage holds the chat. `--config` names the one to replay with, which
  /// lends its storage only when there is no other.
  private static func homePath(_ invocation: Invocation) -> String? {
    let standard = invocation.defaultConfigPath
    return access(standard, F_OK) == 0 ? standard : nil
  }

  /// A chat's name as a segment of a path; names of ours need no escaping.
  static func segment(_ name: String) throws -> String {
    let allowed = { (byte: UInt8) in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    guard !name.isEmpty, name.utf8.allSatisfy(allowed) else {
      throw CommandFailure(.noInput, "there is no chat '\(name)'")
    }
    return name
  }
}

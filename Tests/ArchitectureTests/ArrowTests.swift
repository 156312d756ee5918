import Foundation
import Testing

/// The package description, as `make` writes it before the tests run. Asking SwiftPM from inside
/// `swift test` would wait forever for the build lock.
private struct PackageDescription: Decodable {
  struct Target: Decodable {
    var name: String
    var type: String
    var path: String?
    var dependencies: [Dependency]
  }

  /// `{"byName": ["ParleyPlugin", null]}` or `{"target": ["ParleyPlugin", null]}`
  struct Dependency: Decodable {
    var name: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      let members = try container.decode([String: [String?]].self)
      name = members.values.first?.first.flatMap(\.self) ?? ""
    }
  }

  var targets: [Target]
}

struct ArrowTests {
  private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func package() throws -> PackageDescription {
    let file = root.appendingPathComponent(".build/package.json")
    let data = try #require(
      FileManager.default.contents(atPath: file.path),
      "\(file.path) is missing: run the tests through `make test`")
    return try JSONDecoder().decode(PackageDescription.self, from: data)
  }

  private func rooms() throws -> [String: Set<String>] {
    let targets = try package().targets.filter { $0.type != "test" && $0.type != "system" }
    return Dictionary(
      uniqueKeysWithValues: targets.map { ($0.name, Set($0.dependencies.map(\.name))) })
  }

  private let smallRooms: Set<String> = [
    "ParleyJSON", "ParleyCrypto", "ParleySQLite", "ParleyHTTPClient", "ParleyMarkdown",
    "ParleyConfig", "ParleyXML",
  ]
  private let largeRooms: Set<String> = [
    "ParleyKnowledge", "ParleyModels", "ParleyStore", "ParleyExternal", "ParleyEngine",
  ]

  @Test func theContractDependsOnNothing() throws {
    #expect(try rooms()["ParleyPlugin"] == [])
  }

  @Test func theDomainDependsOnTheContractOnly() throws {
    #expect(try rooms()["ParleyDomain"] == ["ParleyPlugin"])
  }

  @Test func smallRoomsDependOnTheContractAndTheirDoorAtMost() throws {
    let rooms = try rooms()
    for room in smallRooms {
      let ours = try #require(rooms[room]).filter { !isDoor($0) }
      #expect(ours.subtracting(["ParleyPlugin"]).isEmpty, "\(room) depends on \(ours.sorted())")
    }
  }

  @Test func largeRoomsDependOnNoOtherLargeRoom() throws {
    let rooms = try rooms()
    for room in largeRooms {
      let allowed = smallRooms.union(["ParleyPlugin", "ParleyDomain"])
      let ours = try #require(rooms[room]).filter { !isDoor($0) }
      #expect(ours.subtracting(allowed).isEmpty, "\(room) depends on \(ours.sorted())")
    }
  }

  @Test func theEngineTouchesNoSmallRoomAndNoDoor() throws {
    #expect(try rooms()["ParleyEngine"] == ["ParleyPlugin", "ParleyDomain"])
  }

  @Test func pluginsDependOnTheContractOnly() throws {
    let plugins = try package().targets.filter { $0.path?.hasPrefix("Plugins/") == true }
    #expect(!plugins.isEmpty)
    for plugin in plugins {
      #expect(plugin.dependencies.map(\.name) == ["ParleyPlugin"], "\(plugin.name)")
    }
  }

  @Test func eachDoorHasOneRoom() throws {
    var owners: [String: [String]] = [:]
    for (room, dependencies) in try rooms() {
      for door in dependencies where isDoor(door) { owners[door, default: []].append(room) }
    }
    #expect(owners.count >= 8)
    for (door, rooms) in owners { #expect(rooms.count == 1, "\(door) is imported by \(rooms)") }
  }

  @Test func nobodyDependsOnTheExecutable() throws {
    for (room, dependencies) in try rooms() {
      #expect(!dependencies.contains("parley"), "\(room) depends on the executable")
    }
  }

  private func isDoor(_ name: String) -> Bool {
    name.first == "C" && name.dropFirst().first?.isUppercase == true
  }
}

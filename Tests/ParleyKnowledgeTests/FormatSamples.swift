import FoundationEssentials
import ParleyDomain
import ParleyPlugin
import Testing

@testable import ParleyKnowledge

/// The small exports of invented shops that the tests of formats share with the end-to-end tests.
enum FormatSamples {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "EndToEnd/fixtures/formats")

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  static func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }
}

extension KnowledgeFixture {
  /// A folder with one file, loaded: what came of it by id, and the report.
  func load(
    _ name: String, kind: String = "products", language: String = "en", currency: String? = "USD",
    options: LoadOptions = LoadOptions()
  ) async throws -> (records: [String: Record], report: LoadReport) {
    let library = library(shop(name, kind: kind, language: language, currency: currency))
    let report = try await library.load("shop", options: options)
    let version = try await library.currentVersion(of: "shop")
    let records = try await version.records(Array(1...Int64(version.records)))
    return (
      Dictionary(records.map { ($0.reference.id, $0) }, uniquingKeysWith: { first, _ in first }),
      report
    )
  }

  /// Loads a good file, then a bad one in its place; returns why that failed, and checks that the old
  /// version stays.
  func failure(
    replacing good: [UInt8], with bad: [UInt8], in name: String, kind: String = "products"
  ) async throws -> KnowledgeError? {
    try write(good, to: name)
    let library = library(shop(name, kind: kind))
    let first = try await library.load("shop")
    try write(bad, to: name)
    let error = await knowledgeError { _ = try await library.load("shop") }
    let current = try await library.currentVersion(of: "shop")
    #expect(current.version == first.version)
    #expect(current.records == first.records)
    return error
  }
}

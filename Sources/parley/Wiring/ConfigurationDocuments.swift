import ParleyConfig
import ParleyDomain
import ParleyJSON
import ParleyPlugin

/// Documents that plugins read: YAML and JSON files beside the configuration, and JSON of models.
struct ConfigurationDocuments: DocumentReader {
  let files: BesideConfiguration

  func document(at path: String) async throws -> JSONValue {
    guard path.hasSuffix(".json") else { return try await files.document(at: path) }
    let bytes = try await files.contents(of: path)
    do throws(JSONError) {
      return try JSONParser.parse(bytes)
    } catch {
      throw PluginError("\(path): \(error)")
    }
  }

  func json(_ text: String) throws -> JSONValue {
    try JSONParser.parse(text)
  }
}

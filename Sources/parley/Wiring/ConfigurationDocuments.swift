import ParleyConfig
import ParleyDomain
import ParleyJSON
import ParleyPlugin
import Synchronization

/// Documents that plugins read: YAML and JSON files beside the configuration, and JSON of models.
final class ConfigurationDocuments: DocumentReader {
  private let files: BesideConfiguration
  private let asked = Mutex<Set<String>>([])

  init(directory: String) {
    files = BesideConfiguration(directory: directory)
  }

  /// The files that plugins have asked for, whether there are such or not.
  var filesNamed: [String] {
    asked.withLock { $0 }.map { $0.hasPrefix("/") ? $0 : "\(files.directory)/\($0)" }.sorted()
  }

  func document(at path: String) async throws -> JSONValue {
    asked.withLock { _ = $0.insert(path) }
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

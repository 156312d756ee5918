import Glibc
import ParleyConfig
import ParleyPlugin

/// A folder of its own for one test, with a configuration in it; gone when the value is released.
final class ConfigurationFixture {
  let directory: String
  var path: String { directory + "/config.yaml" }

  init(_ files: [String: String] = [:]) throws {
    var template = Array("/tmp/parley-config-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw FileError(path: nil, code: errno) }
    directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for (name, text) in files { try write(Array(text.utf8), to: name) }
  }

  deinit {
    for name in names { remove("\(directory)/\(name)") }
    rmdir(directory)
  }

  private var names: Set<String> = []

  func write(_ bytes: [UInt8], to name: String, mode: mode_t = 0o600) throws {
    names.insert(name)
    let file = "\(directory)/\(name)"
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileError(path: file, code: errno) }
    defer { close(descriptor) }
    guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count,
      fchmod(descriptor, mode) == 0
    else { throw FileError(path: file, code: errno) }
  }

  func load(
    _ text: String, environment: [String: String] = [:], mode: mode_t = 0o600
  ) throws -> LoadedConfiguration {
    try write(Array(text.utf8), to: "config.yaml", mode: mode)
    return try ConfigurationLoader.load(
      path: path, environment: environment, plugins: Self.plugins)
  }

  /// What is wrong with a configuration, without the file's name.
  func errors(
    _ text: String, environment: [String: String] = [:], mode: mode_t = 0o600
  ) throws -> [String] {
    do {
      _ = try load(text, environment: environment, mode: mode)
      return []
    } catch let error as ConfigurationErrors {
      return error.diagnostics.map { String($0.description.dropFirst(path.count + 1)) }
    }
  }

  /// The settings of plugins as the shipped configuration uses them.
  static let plugins: [String: OptionSchema] = [
    "Catalog": search, "Books": search, "Documents": search,
    "Grounding": OptionSchema([
      Option(
        "on_mismatch", .choice(["notice", "correct", "hold"]), .otherwise("notice"),
        "What becomes of a figure.")
    ]),
    "Logging": OptionSchema([
      Option("path", .path, .otherwise("logs/chat.jsonl"), "The file."),
      Option(
        "redact", .list(.choice(["email", "phone"])), .otherwise([]), "What is made unreadable."),
    ]),
    "Memory": OptionSchema([Option("limit", .integer(1...50), .otherwise(8), "How many.")]),
    "Summarization": OptionSchema([
      Option("upstream", .name, .optional, "Who writes."),
      Option("turns", .integer(1...200), .otherwise(8), "After how many."),
    ]),
    "Reflection": OptionSchema([Option("upstream", .name, .optional, "Who judges.")]),
    "Webhook": OptionSchema([
      Option("url", .text, .required, "Where to."),
      Option("secret", .secret, .optional, "Signs."),
    ]),
    "External": OptionSchema([Option("command", .list(.text), .required, "The program.")]),
  ]

  private static let search = OptionSchema([
    Option("collection", .name, .required, "What is searched."),
    Option("top", .integer(1...20), .otherwise(5), "How many records."),
  ])
}

/// Finds a text with a regular expression's worth of patience: where one part follows another.
extension [String] {
  /// Whether any line holds this text.
  func mentions(_ text: String) -> Bool { contains { $0.contains(text) } }
}

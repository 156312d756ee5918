import Glibc
package import ParleyPlugin

/// Reads `config.yaml`: parses, validates, types.
package enum ConfigurationLoader {
  /// The configuration in a file.
  ///
  /// - Parameters:
  ///   - path: As given by the user; messages repeat it.
  ///   - environment: For `${NAME}`; `PARLEY_DATA_DIR` goes before `storage.directory`.
  ///   - plugins: The settings of each plugin that `use:` may name.
  /// - Throws: ``ConfigurationErrors`` with everything that is wrong, in the order of the file.
  package static func load(
    path: String, environment: [String: String], plugins: [String: OptionSchema]
  ) throws(ConfigurationErrors) -> LoadedConfiguration {
    let (bytes, mode) = try contents(of: path)
    let root: YAMLNode?
    do throws(YAMLError) {
      root = try YAMLDocument.parse(bytes)
    } catch {
      throw ConfigurationErrors([
        Diagnostic(
          file: path, line: error.mark.line, column: error.mark.column, path: "",
          message: error.message)
      ])
    }
    let current = FilePath.currentDirectory()
    let absolute = FilePath.absolute(path, in: current)
    let isOpen = mode & (S_IRGRP | S_IROTH) != 0
    let files = ConfigurationFiles(
      directory: FilePath.directory(of: absolute),
      modeOpenToOthers: isOpen ? String(mode & 0o777, radix: 8) : nil)
    var assembly = ConfigurationAssembly(
      file: path, files: files, environment: environment, plugins: plugins)
    return try assembly.load(root, path: absolute, currentDirectory: current)
  }

  /// Where a configuration says that Parley writes, as far as that can be told even when something
  /// else is wrong with it; absolute. Finds the server that runs with an earlier state of the file.
  package static func storageDirectory(path: String, environment: [String: String]) -> String {
    let current = FilePath.currentDirectory()
    if let directory = environment["PARLEY_DATA_DIR"], !directory.isEmpty {
      return FilePath.absolute(directory, in: current)
    }
    var written = "data"
    do {
      let root = try YAMLDocument.parse(try contents(of: path).bytes)
      if let text = root?["storage"]?["directory"]?.text {
        let filled = Interpolation(environment: environment).fill(text)
        if filled.faults.isEmpty, !filled.text.isEmpty { written = filled.text }
      }
    } catch {
      // What cannot be read says nothing else than the default.
    }
    return FilePath.absolute(
      written, in: FilePath.directory(of: FilePath.absolute(path, in: current)))
  }

  private static func contents(
    of path: String
  ) throws(ConfigurationErrors) -> (bytes: [UInt8], mode: mode_t) {
    let bytes: [UInt8]
    let mode: mode_t
    do throws(FileError) {
      let file = try ReadableFile(path)
      mode = try file.mode()
      bytes = try file.contents(limit: YAMLLimits.document.bytes)
    } catch {
      switch error.code {
      case EACCES, EPERM: throw refusal(path, error.reason, exitStatus: 77)
      case EFBIG:
        let limit = YAMLLimits.document.bytes.inBinaryUnits
        throw refusal(path, "the file is larger than \(limit)", exitStatus: 78)
      default: throw refusal(path, error.reason, exitStatus: 66)
      }
    }
    if mode & S_IWOTH != 0 {
      let octal = String(mode & 0o777, radix: 8)
      throw refusal(
        path, "anybody may change this file (mode \(octal)); chmod o-w it", exitStatus: 77)
    }
    return (bytes, mode)
  }

  private static func refusal(
    _ path: String, _ message: String, exitStatus: Int32
  ) -> ConfigurationErrors {
    ConfigurationErrors(
      [Diagnostic(file: path, line: 0, column: 0, path: "", message: message)],
      exitStatus: exitStatus)
  }
}

import Glibc

/// Files that a configuration names: found from its folder, read within limits.
struct ConfigurationFiles {
  typealias Fault = WrittenScalar.Fault

  /// The folder of the configuration, absolute.
  let directory: String
  /// The configuration's mode in octal when others than its owner may read it.
  let modeOpenToOthers: String?

  static let secretLimit = 64 << 10
  static let textLimit = 256 << 10

  func absolute(_ path: String) -> String {
    FilePath.absolute(path, in: directory)
  }

  /// The content of a text file in UTF-8.
  func text(of path: String, limit: Int) -> Result<String, Fault> {
    let path = absolute(path)
    do {
      let bytes = try ReadableFile(path).contents(limit: limit)
      var check = YAMLTextCheck()
      let fault = bytes.withUnsafeBytes { check.accept($0).fault } ?? check.end()
      if let fault { return .failure(Fault(message: "\(path): \(fault.message)")) }
      return .success(String(decoding: bytes, as: UTF8.self))
    } catch {
      return .failure(Fault(message: "\(path): \(error.reason)"))
    }
  }

  /// A command whose program is found from the configuration's folder and may be run safely.
  func command(_ words: [String]) -> Result<[String], Fault> {
    guard let first = words.first, !first.isEmpty else {
      return .failure(
        Fault(message: "expected a program and its arguments: [/path/to/program, argument]"))
    }
    let program = absolute(first)
    let name = program.split(separator: "/").last ?? ""
    if ["sh", "bash", "dash", "zsh", "ksh"].contains(name), words.dropFirst().contains("-c") {
      return .failure(
        Fault(
          message:
            "'\(name) -c' is refused; name the program itself, or a script, with its arguments"))
    }
    var status = stat()
    guard stat(program, &status) == 0 else {
      let advice = first.contains("/") ? "" : "; write its absolute path, the PATH is not searched"
      return .failure(
        Fault(message: "\(program): \(FileError(path: nil, code: errno).reason)\(advice)"))
    }
    guard status.st_mode & S_IFMT == S_IFREG, access(program, X_OK) == 0 else {
      return .failure(Fault(message: "\(program) is not a program that may be run; chmod +x it"))
    }
    if status.st_mode & S_IWOTH != 0 {
      return .failure(Fault(message: "\(program) may be changed by anybody; chmod o-w it"))
    }
    return .success([program] + words.dropFirst())
  }
}

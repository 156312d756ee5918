/// A file that a collection is loaded from.
package struct SourceFile: Sendable, Hashable {
  /// The real path, without links.
  package var path: String
  /// The path as people named it, for messages.
  package var name: String
  /// The path below the source's folder, for ids; the file name when the source is a file.
  package var relativeName: String
  /// Whether the source is this file, and not a folder that holds it.
  package var isNamed: Bool

  package init(path: String, name: String, relativeName: String, isNamed: Bool = true) {
    self.path = path
    self.name = name
    self.relativeName = relativeName
    self.isNamed = isNamed
  }

  /// The last part of the name.
  var fileName: String {
    relativeName.split(separator: "/").last.map(String.init) ?? relativeName
  }

  /// The last part of the name without its extension.
  var stem: String {
    guard let point = fileName.lastIndex(of: "."), point != fileName.startIndex else {
      return fileName
    }
    return String(fileName[..<point])
  }
}

/// Why a plugin cannot be asked now although nothing is wrong with what it was asked: it is on its way
/// back by itself, as a child process that is being started again.
///
/// A hook throws it instead of `PluginError` when it has not begun its work. The turn goes on or ends
/// as after any failure, but it does not count towards leaving the plugin out, and a job that meets it
/// waits without losing a try.
package struct PluginNotReady: Error, Sendable, Hashable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}

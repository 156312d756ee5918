import CSodium
import Glibc

/// The one place that starts libsodium.
enum Sodium {
  /// Returns once libsodium is ready; the first caller, on whatever thread, starts it.
  static func prepare() {
    _ = isReady
  }

  /// libsodium refuses to start only where the machine offers no randomness. Nothing that keeps
  /// secrets may go on there, and nothing else can be done about it, so the process ends.
  private static let isReady: Bool = {
    if sodium_init() >= 0 { return true }
    let message = "parley: libsodium found no source of randomness (/dev/urandom, getrandom)\n"
    _ = write(STDERR_FILENO, message, message.utf8.count)
    abort()
  }()
}

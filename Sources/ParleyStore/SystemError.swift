import Glibc
import ParleyDomain

/// A system call that failed, with its reason.
struct SystemError: Error, Hashable, CustomStringConvertible {
  let call: String
  let code: Int32

  /// Takes the reason from `errno`: to be made right after the call.
  init(_ call: String) {
    self.init(call, code: errno)
  }

  init(_ call: String, code: Int32) {
    self.call = call
    self.code = code
  }

  var description: String { "\(call): \(String(cString: strerror(code)))" }

  /// As the store reports it.
  func storeError(file: String) -> StoreError {
    switch code {
    case ENOSPC, EDQUOT: .full(file)
    default: .io(file, description)
    }
  }
}

/// The version of this program.
enum ParleyVersion {
  static let current = "0.1.0"
}

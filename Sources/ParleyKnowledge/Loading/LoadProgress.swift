/// How far a load has come.
package struct LoadProgress: Sendable, Hashable {
  package var file: String
  package var records: Int
  package var rejected: Int
}

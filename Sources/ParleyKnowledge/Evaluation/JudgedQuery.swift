/// A question with the records that answer it.
package struct JudgedQuery: Sendable, Hashable {
  /// What the files call it; for a question from a table its line.
  package var id: String
  package var text: String
  /// How much each record is worth as an answer, by record id; decimals are allowed.
  package var grades: [String: Double]

  package init(id: String, text: String, grades: [String: Double]) {
    self.id = id
    self.text = text
    self.grades = grades
  }
}

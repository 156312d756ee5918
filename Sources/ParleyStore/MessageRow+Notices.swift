import ParleyDomain
import ParleyPlugin
import ParleySQLite

extension MessageRow {
  /// So many notices of one reply; what jobs add beyond them is left out.
  static let mostNotices = 100

  /// Adds what a job remarked on its reply; within the transaction that ends the job. A notice that
  /// the reply has already is not added again.
  static func add(_ notices: [Notice], of job: Job, _ connection: SQLiteConnection) throws {
    guard !notices.isEmpty else { return }
    let place: [SQLiteValue] = [
      .text(job.reply.rawValue), .text(job.chat.rawValue), .text(job.owner.rawValue),
    ]
    let isTheOne = "messages.id = ? AND chat = (SELECT id FROM chats WHERE id = ? AND owner = ?)"
    let reply = try connection.first(
      "SELECT \(columns) FROM messages WHERE \(isTheOne)", place, message)
    guard let reply else {
      throw StoreError.missing("reply \(job.reply) in chat \(job.chat)")
    }
    var all = reply.notices
    for notice in notices where !all.contains(notice) && all.count < mostNotices {
      all.append(notice)
    }
    try connection.run(
      "UPDATE messages SET notices = ? WHERE \(isTheOne)",
      [.text(JSONColumn.text(.array(all.map(MessageJSON.value))))] + place)
  }
}

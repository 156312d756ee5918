import ParleyDomain
import ParleyPlugin
import ParleySQLite

/// A delivery as a row of `deliveries`. Never holds a secret: see ``OutgoingDelivery``.
enum DeliveryRow {
  /// What ``delivery(_:)`` reads, in its order.
  static let columns = "id, chat, plugin, address, headers, secret, body, attempts, due_at"

  static func delivery(_ row: SQLiteRow) throws -> OutgoingDelivery {
    let id = row.text(0)
    let place = "headers of delivery \(id)"
    let headers = try JSONColumn.value(row.text(4), in: place).object?.compactMapValues(header)
    guard let headers else { throw UnreadableColumn(place: place, reason: "they are no object") }
    return OutgoingDelivery(
      id: id, chat: ChatID(row.text(1)), plugin: row.text(2), address: JSONPointer(row.text(3)),
      headers: headers, secret: row.optionalText(5).map { JSONPointer($0) },
      body: try JSONColumn.value(row.text(6), in: "body of delivery \(id)"),
      attempts: Int(clamping: row.integer(7)), dueAt: Timestamp(milliseconds: row.integer(8)))
  }

  /// Puts a delivery on its way; within the transaction of the job that wants it.
  static func insert(_ delivery: OutgoingDelivery, _ connection: SQLiteConnection) throws {
    try connection.run(
      """
      INSERT INTO deliveries (\(columns), destination, status)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting')
      """,
      [
        .text(delivery.id), .text(delivery.chat.rawValue), .text(delivery.plugin),
        .text(delivery.address.description),
        .text(JSONColumn.text(.object(delivery.headers.mapValues(value)))),
        .text(orNull: delivery.secret?.description), .text(JSONColumn.text(delivery.body)),
        .integer(Int64(delivery.attempts)), .integer(delivery.dueAt.milliseconds),
        .text(delivery.destination),
      ])
  }

  private static func value(_ header: OutgoingDelivery.HeaderText) -> JSONValue {
    switch header {
    case .written(let text): ["text": .string(text)]
    case .setting(let place): ["setting": .string(place.description)]
    }
  }

  private static func header(_ value: JSONValue) -> OutgoingDelivery.HeaderText? {
    if let text = value["text"]?.string { return .written(text) }
    return value["setting"]?.string.map { .setting(JSONPointer($0)) }
  }
}

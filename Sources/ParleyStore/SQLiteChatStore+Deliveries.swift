package import ParleyDomain
package import ParleyPlugin
import ParleySQLite

extension SQLiteChatStore: DeliveryQueue {
  /// Steps from destination to destination in the index, so that a long queue to one of them costs
  /// the others nothing.
  package func dueDeliveries(at now: Timestamp) async throws -> [OutgoingDelivery] {
    try await read { connection in
      try connection.rows(
        """
        WITH RECURSIVE destinations (name) AS (
          SELECT min(destination) FROM deliveries WHERE status = 'waiting'
          UNION ALL
          SELECT (
            SELECT min(destination) FROM deliveries
            WHERE status = 'waiting' AND destination > destinations.name)
          FROM destinations WHERE name IS NOT NULL)
        SELECT \(DeliveryRow.columns) FROM destinations JOIN deliveries ON number = (
          SELECT number FROM deliveries
          WHERE status = 'waiting' AND destination = destinations.name AND due_at <= ?
          ORDER BY due_at, number LIMIT 1)
        """,
        [.integer(now.milliseconds)], DeliveryRow.delivery)
    }
  }

  package func delivered(_ delivery: OutgoingDelivery) async throws {
    try await write(.eventual) { connection in
      try connection.run("DELETE FROM deliveries WHERE id = ?", [.text(delivery.id)])
    }
  }

  package func failed(
    _ delivery: OutgoingDelivery, reason: String, retryAt: Timestamp?
  ) async throws {
    try await write(.eventual) { connection in
      try connection.run(
        """
        UPDATE deliveries SET status = ?, attempts = attempts + 1, due_at = coalesce(?, due_at),
          failure = ?
        WHERE id = ?
        """,
        [
          .text((retryAt == nil ? Job.Status.dead : .waiting).rawValue),
          retryAt.map { .integer($0.milliseconds) } ?? .null, .text(reason), .text(delivery.id),
        ])
    }
  }
}

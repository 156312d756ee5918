extension StoreSchema {
  /// Deliveries get a table of their own, and the ends of sessions leave jobs too. Deliveries that the
  /// first schema kept among the effects carried a secret and went nowhere, since nothing sent them:
  /// they go.
  static let outgoing = """
    -- Documents on their way to their receivers; see OutgoingDelivery. One that has arrived is deleted.
    CREATE TABLE deliveries (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      chat TEXT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
      plugin TEXT NOT NULL,
      address TEXT NOT NULL,
      destination TEXT NOT NULL,
      headers TEXT NOT NULL,
      secret TEXT,
      body TEXT NOT NULL,
      status TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      due_at INTEGER NOT NULL,
      failure TEXT
    ) STRICT;
    CREATE INDEX deliveries_by_destination ON deliveries (status, destination, due_at, number);
    CREATE INDEX deliveries_by_due ON deliveries (status, due_at, number);
    CREATE INDEX deliveries_by_chat ON deliveries (chat);

    -- The hook that a job runs, as the contract names it.
    ALTER TABLE jobs ADD COLUMN hook TEXT NOT NULL DEFAULT 'job';

    -- Whether those who look at ended sessions have their jobs.
    ALTER TABLE sessions ADD COLUMN settled INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX sessions_unsettled ON sessions (expires_at, id) WHERE settled = 0;

    DELETE FROM effects WHERE kind = 'delivery';
    """
}

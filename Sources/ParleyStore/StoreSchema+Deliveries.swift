extension StoreSchema {
  /// Deliveries get a table of their own. Those that the first schema kept among the effects carried
  /// a secret and went nowhere, since nothing sent them: they go.
  static let deliveries = """
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

    DELETE FROM effects WHERE kind = 'delivery';
    """
}

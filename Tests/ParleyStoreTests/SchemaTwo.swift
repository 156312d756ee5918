/// A store as the second schema kept it. Frozen: files like it are in the field.
enum SchemaTwo {
  /// What it adds to the tables of the first.
  static let changes = """
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

    ALTER TABLE jobs ADD COLUMN hook TEXT NOT NULL DEFAULT 'job';

    ALTER TABLE sessions ADD COLUMN settled INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX sessions_unsettled ON sessions (expires_at, id) WHERE settled = 0;

    DELETE FROM effects WHERE kind = 'delivery';


    PRAGMA user_version = 2;
    """

  /// Two more messages, stored without a parent, in a session whose end nobody was told of.
  static let rows = """
    INSERT INTO messages VALUES (3, 'next', 'chat', 3, NULL, 'user', 'And krill?', 'complete', NULL,
      NULL, NULL, NULL, '[]', '[]', '{}', 2);
    INSERT INTO messages VALUES (4, 'last', 'chat', 4, 'next', 'assistant', 'Small.', 'complete',
      'stop', 'main', 'gpt', NULL, '[]', '[]', '{}', 2);
    INSERT INTO sessions VALUES ('later', 'local', 'chat', 'bookseller', 1, 1, 3, 0);
    """
}

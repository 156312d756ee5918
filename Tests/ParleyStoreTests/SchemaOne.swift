/// A store as the first schema kept it. Frozen: files like it are in the field.
enum SchemaOne {
  /// Makes the tables.
  static let tables = """
    CREATE TABLE chats (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      owner TEXT NOT NULL,
      persona TEXT NOT NULL,
      title TEXT NOT NULL,
      fence TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX chats_by_use ON chats (owner, updated_at, id);
    CREATE TABLE messages (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      chat TEXT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
      seq INTEGER NOT NULL,
      parent TEXT,
      role TEXT NOT NULL,
      content TEXT NOT NULL,
      status TEXT NOT NULL,
      finish_reason TEXT,
      upstream TEXT,
      model TEXT,
      usage TEXT,
      citations TEXT NOT NULL,
      notices TEXT NOT NULL,
      knowledge TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      UNIQUE (chat, seq),
      UNIQUE (chat, id),
      FOREIGN KEY (chat, parent) REFERENCES messages (chat, id)
    ) STRICT;
    CREATE INDEX messages_by_parent ON messages (chat, parent);
    CREATE UNIQUE INDEX messages_unfinished ON messages (chat)
      WHERE status IN ('pending', 'streaming');
    CREATE TABLE generations (
      id TEXT PRIMARY KEY,
      chat TEXT NOT NULL,
      reply TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      FOREIGN KEY (chat, reply) REFERENCES messages (chat, id) ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX generations_by_reply ON generations (chat, reply);
    CREATE TABLE traces (
      generation TEXT PRIMARY KEY REFERENCES generations (id) ON DELETE CASCADE,
      value TEXT NOT NULL
    ) STRICT;
    CREATE TABLE idempotency_keys (
      owner TEXT NOT NULL,
      key TEXT NOT NULL,
      body_hash TEXT NOT NULL,
      generation TEXT NOT NULL REFERENCES generations (id) ON DELETE CASCADE,
      created_at INTEGER NOT NULL,
      PRIMARY KEY (owner, key)
    ) STRICT;
    CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
    CREATE INDEX idempotency_keys_by_generation ON idempotency_keys (generation);
    CREATE TABLE sessions (
      id TEXT PRIMARY KEY,
      owner TEXT NOT NULL,
      chat TEXT NOT NULL,
      persona TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      last_active_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX sessions_by_use ON sessions (owner, last_active_at, id);
    CREATE INDEX sessions_by_chat ON sessions (chat);
    CREATE INDEX sessions_by_end ON sessions (expires_at);
    CREATE VIRTUAL TABLE words USING fts5 (
      owner, text, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
    );
    CREATE TABLE jobs (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      owner TEXT NOT NULL,
      chat TEXT NOT NULL,
      reply TEXT NOT NULL,
      plugin TEXT NOT NULL,
      status TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      due_at INTEGER NOT NULL,
      payload TEXT NOT NULL,
      failure TEXT,
      done_at INTEGER,
      FOREIGN KEY (chat, reply) REFERENCES messages (chat, id) ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX jobs_by_due ON jobs (status, due_at, number);
    CREATE INDEX jobs_by_reply ON jobs (chat, reply);
    CREATE TABLE effects (
      job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
      seq INTEGER NOT NULL,
      kind TEXT NOT NULL,
      value TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      PRIMARY KEY (job, seq)
    ) STRICT;
    CREATE INDEX effects_by_kind ON effects (kind, created_at);
    CREATE TABLE outgoing_log_lines (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      file TEXT NOT NULL,
      line TEXT NOT NULL
    ) STRICT;
    CREATE INDEX outgoing_log_lines_by_file ON outgoing_log_lines (file, number);
    PRAGMA application_id = \(0x5072_6c79);
    PRAGMA user_version = 1;
    """

  /// A finished turn whose job has stored a finding, a log line and a delivery, and one that waits.
  static let rows = """
    INSERT INTO chats VALUES (1, 'chat', 'local', 'bookseller', 'A title', 'abcdef012345', 1, 2);
    INSERT INTO messages VALUES (1, 'user', 'chat', 1, NULL, 'user', 'Whales?', 'complete', NULL,
      NULL, NULL, NULL, '[]', '[]', '{}', 1);
    INSERT INTO messages VALUES (2, 'reply', 'chat', 2, 'user', 'assistant', 'Here.', 'complete',
      'stop', 'main', 'gpt', NULL, '[]', '[]', '{}', 1);
    INSERT INTO generations VALUES ('generation', 'chat', 'reply', 1);
    INSERT INTO traces VALUES ('generation', '{}');
    INSERT INTO jobs VALUES (1, 'job', 'local', 'chat', 'reply', 'hook', 'done', 1, 1, '{}', NULL, 1);
    INSERT INTO jobs VALUES (2, 'next', 'local', 'chat', 'reply', 'log', 'waiting', 0, 1, '{}', NULL,
      NULL);
    INSERT INTO sessions VALUES ('session', 'local', 'chat', 'bookseller', 1, 1, 2);
    INSERT INTO effects VALUES ('job', 0, 'finding', '{"kind":"f","value":1}', 1);
    INSERT INTO effects VALUES ('job', 1, 'delivery', '{"url":"https://a","secret":"hush"}', 1);
    INSERT INTO outgoing_log_lines VALUES (1, 'logs/chat.jsonl', '{"n":1}');
    """
}

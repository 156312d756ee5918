extension StoreSchema {
  /// Chats know which of their versions is the conversation, replies have opinions, and deletions reach
  /// log files and leave a trace. What was stored before is one conversation in the order of its
  /// messages.
  static let messageTree = """
    -- The last message of the conversation as its owner sees it.
    ALTER TABLE chats ADD COLUMN leaf TEXT;
    -- What an earlier chat came to, when this one was begun with its summary.
    ALTER TABLE chats ADD COLUMN carried TEXT;

    UPDATE messages SET parent = (
      SELECT earlier.id FROM messages AS earlier
      WHERE earlier.chat = messages.chat AND earlier.seq < messages.seq
      ORDER BY earlier.seq DESC LIMIT 1)
    WHERE parent IS NULL;
    UPDATE chats SET leaf = (
      SELECT id FROM messages WHERE messages.chat = chats.id ORDER BY seq DESC LIMIT 1);

    -- Few, and read with every turn of a long chat.
    CREATE INDEX messages_of_clients ON messages (chat, seq) WHERE role = 'system';
    CREATE INDEX chats_by_age ON chats (updated_at);
    CREATE INDEX sessions_settled ON sessions (id) WHERE settled = 1;
    CREATE INDEX generations_by_age ON generations (started_at);

    -- What owners think of replies.
    CREATE TABLE feedback (
      message TEXT PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
      rating TEXT NOT NULL,
      comment TEXT,
      created_at INTEGER NOT NULL
    ) STRICT;

    -- Which chat a waiting log line tells of.
    ALTER TABLE outgoing_log_lines ADD COLUMN chat TEXT;
    CREATE INDEX outgoing_log_lines_by_chat ON outgoing_log_lines (chat);
    -- Files that log lines were written to.
    CREATE TABLE log_files (file TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    -- Deleted chats whose lines still stand in log files.
    CREATE TABLE log_erasures (chat TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

    -- Who deleted what: each row carries a hash over itself and the row before.
    CREATE TABLE audit (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      action TEXT NOT NULL,
      subject TEXT NOT NULL,
      detail TEXT NOT NULL,
      hash TEXT NOT NULL
    ) STRICT;
    """
}

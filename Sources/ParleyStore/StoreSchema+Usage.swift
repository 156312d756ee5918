extension StoreSchema {
  /// What turns have used, see `UsageStore`. No chat is referred to, so figures outlive chats.
  static let usage = """
    CREATE TABLE usage (
      owner TEXT NOT NULL,
      day TEXT NOT NULL,
      -- Empty where there was none.
      upstream TEXT NOT NULL,
      model TEXT NOT NULL,
      -- Empty in the row that counts turns and tokens.
      currency TEXT NOT NULL,
      turns INTEGER NOT NULL,
      input_tokens INTEGER NOT NULL,
      output_tokens INTEGER NOT NULL,
      cached_tokens INTEGER NOT NULL,
      estimated_turns INTEGER NOT NULL,
      -- In billionths of the currency's unit.
      nanos INTEGER NOT NULL,
      PRIMARY KEY (owner, day, upstream, model, currency)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX usage_by_day ON usage (day);

    """
}

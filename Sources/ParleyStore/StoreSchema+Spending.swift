extension StoreSchema {
  /// What calls of upstreams cost, see `SpendStore`.
  static let spending = """
    CREATE TABLE spending (
      upstream TEXT NOT NULL,
      day TEXT NOT NULL,
      -- In billionths of the unit of the upstream's currency.
      nanos INTEGER NOT NULL,
      PRIMARY KEY (upstream, day)
    ) STRICT, WITHOUT ROWID;
    """
}

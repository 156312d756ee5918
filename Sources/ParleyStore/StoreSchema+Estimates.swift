extension StoreSchema {
  /// What has been learned about tokens, see `EstimateStore`.
  static let estimates = """
    CREATE TABLE estimates (
      upstream TEXT PRIMARY KEY,
      model TEXT NOT NULL,
      value TEXT NOT NULL
    ) STRICT;
    """
}

import ParleyPlugin

/// Takes the records of a load as they are read.
protocol LoadTarget: AnyObject {
  /// How many records there are.
  var count: Int { get }

  /// Adds the record, or puts it in the place of the one with its id.
  func put(_ record: Record, told: ToldFigures) throws -> RecordStage.Change

  /// The record with an id, or `nil`.
  func record(_ id: String) throws -> Record?

  /// Removes the records that were there before and not put again. Returns how many.
  func removeOthers() throws -> Int
}

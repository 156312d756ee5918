/// When a log file makes way for a new one, and how many old ones stay.
///
/// `chat.jsonl` becomes `chat.jsonl.1`, what was `.1` becomes `.2`, and so on; the highest number is
/// the oldest file. No line is split or lost by it. Files that several entries write to obey what came
/// with the latest line.
public struct LogRotation: Sendable, Hashable {
  /// A line that would make the file larger begins a new one; `nil` for any size. A single longer
  /// line is written whole.
  public var largest: ByteSize?
  /// Whether the first line of a day, in UTC, begins a new file.
  public var isDaily: Bool
  /// So many old files stay; older ones are deleted.
  public var kept: Int

  public init(largest: ByteSize? = nil, isDaily: Bool = false, kept: Int = 10) {
    self.largest = largest
    self.isDaily = isDaily
    self.kept = kept
  }
}

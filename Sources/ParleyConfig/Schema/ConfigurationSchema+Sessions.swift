import ParleyPlugin

extension ConfigurationSchema {
  static let sessions = OptionSchema([
    Option(
      "idle", .duration(lifetime), .otherwise("30m"),
      "A session ends when nothing was said for this long; its chat stays."),
    Option(
      "absolute", .duration(lifetime), .otherwise("12h"),
      "A session ends after this long in any case."),
  ])

  private static let lifetime: ClosedRange<Duration> = .seconds(1) ... .seconds(365 * 86_400)
}

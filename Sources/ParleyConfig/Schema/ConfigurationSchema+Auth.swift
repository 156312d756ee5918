import ParleyPlugin

extension ConfigurationSchema {
  static let auth = OptionSchema([
    Option(
      "mode", .choice(["local", "guests", "accounts"]), .otherwise("local"),
      "`local`: one user on this machine; `guests`: everybody, told apart by a cookie; `accounts`: log-in and API keys."
    ),
    section("expose", expose, "What others than operators may see."),
  ])

  private static let expose = OptionSchema([
    Option(
      "trace", .choice(audiences), .otherwise("operator"),
      "Who may see how a reply came about."),
    Option(
      "models", .choice(audiences), .otherwise("operator"),
      "Who may see and choose upstreams."),
  ])

  private static let audiences = ["operator", "everyone"]
}

import ParleyPlugin

extension ConfigurationSchema {
  static let upstream = OptionSchema([
    Option("name", .name, .required, "Names the upstream for personas and traces."),
    Option(
      "provider", .choice(["openai", "anthropic", "extractive"]), .otherwise("openai"),
      "`openai`: an endpoint that speaks OpenAI's protocol, as most do; `anthropic`: one that speaks Anthropic's Messages; `extractive`: built in, reads out records without a language model."
    ),
    Option(
      "base_url", .text, .optional,
      "Where the endpoint is, up to and with `/v1`, for example `https://api.anthropic.com/v1`; empty leaves the upstream out."
    ),
    Option("api_key", .secret, .optional, "The key that the endpoint asks for."),
    Option(
      "auth_header", .object(keyHeader), .optional,
      "How the key is sent; without it as `Authorization: Bearer KEY`, to `anthropic` as `x-api-key: KEY`."
    ),
    Option(
      "headers", .map(.secret), .otherwise([:]), "Further headers of every call; never shown."),
    Option(
      "query", .map(.text), .otherwise([:]),
      "What follows `?` in the address of every call, for example Azure's `api-version`."),
    Option(
      "api", .choice(["chat", "completions"]), .otherwise("chat"),
      "Of an `openai` endpoint. `chat`: messages with roles; `completions`: one text, for base models that know no roles."
    ),
    Option("model", .text, .optional, "The model's name as the endpoint knows it."),
    Option(
      "context_tokens", .integer(512...16_777_216), .otherwise(8192),
      "How many tokens the model reads and writes in one call."),
    Option(
      "tokenizer", .object(tokenizer), .optional,
      "The model's own tokenizer, for exact counts; without it tokens are estimated."),
    Option(
      "allow_private", .boolean, .otherwise(false),
      "Whether a host with a name of the Internet may be in a private network; names without a dot and addresses always may."
    ),
    Option(
      "ca_file", .path, .optional,
      "Certificates (PEM) of the authorities to trust instead of the system's."),
    section("timeouts", timeouts, "How long each step of a call may take."),
    section("retry", retry, "When a call that failed is made again, before any text has come."),
    Option(
      "max_concurrent", .integer(1...10_000), .optional,
      "How many calls may run at a time; others wait as long as `retry.max_wait`, then the next upstream is taken."
    ),
    Option(
      "parameters", .map(.any), .otherwise([:]),
      "Sent with every call as they are, for example `temperature`."),
    Option(
      "drop_params", .list(.name), .otherwise([]),
      "Members of the request that the endpoint refuses, for example `stream_options`."),
    Option(
      "think_tags", .boolean, .otherwise(false),
      "Whether replies begin with thinking between `<think>` and `</think>`, which is not shown."),
    Option(
      "price", .object(price), .optional, "What the endpoint charges; feeds costs and limits."),
    Option("spend", .object(spend), .optional, "How much may be spent; needs `price`."),
  ])

  private static let tokenizer = OptionSchema([
    Option("file", .path, .required, "A file of ranks as tiktoken reads them."),
    Option(
      "encoding", .choice(["o200k_base", "cl100k_base"]), .required,
      "How the model cuts text: `o200k_base` from GPT-4o on, `cl100k_base` before it."),
  ])

  private static let timeouts = OptionSchema([
    Option("connect", .duration(step), .otherwise("5s"), "Until the connection stands."),
    Option(
      "first_byte", .duration(step), .otherwise("60s"), "From the request to its first answer."),
    Option("idle", .duration(step), .otherwise("30s"), "Between two pieces of a reply."),
    Option("total", .duration(step), .otherwise("10m"), "For the whole call."),
  ])

  private static let keyHeader = OptionSchema([
    Option("name", .name, .required, "The header's name, for example `api-key`."),
    Option(
      "scheme", .text, .otherwise(""), "What stands before the key, for example `Bearer`."),
  ])

  private static let retry = OptionSchema([
    Option("max", .integer(0...10), .otherwise(2), "How often a call is made again."),
    Option(
      "max_wait", .duration(.zero ... .seconds(600)), .otherwise("20s"),
      "How long one reply may wait for this upstream in all; when it asks for more, the next one is taken."
    ),
  ])

  private static let price = OptionSchema([
    Option("input_per_mtok", .number(money), .required, "For a million tokens that are sent."),
    Option("output_per_mtok", .number(money), .required, "For a million tokens that come back."),
    Option("currency", .text, .otherwise("USD"), "Three letters of ISO 4217."),
  ])

  private static let spend = OptionSchema([
    Option(
      "per_day", .number(money), .optional,
      "A call that could cost more goes to the next upstream until midnight UTC; in the currency of `price`."
    ),
    Option(
      "per_month", .number(money), .optional, "As `per_day`, until the end of the month."),
  ])

  private static let step: ClosedRange<Duration> = .milliseconds(1) ... .seconds(86_400)
  private static let money: ClosedRange<Double> = 0...1_000_000
}

import ParleyConfig
import ParleyPlugin
import Testing

@Suite struct ConfigurationReferenceTests {
  private let text = ConfigurationReference.markdown(plugins: [
    (
      "Logging", "Writes a line for each turn.",
      ConfigurationFixture.plugins["Logging"] ?? .init([])
    ),
    ("Answers", "Says fixed answers.", OptionSchema([])),
  ])

  @Test(arguments: [
    "| `version` | `1` | `1` | Version of the configuration format. |",
    "\n## upstreams\n\nModel endpoints; a persona without a list of its own tries them in this order.\n",
    "| `name` | name | required | Names the upstream for personas and traces. |",
    "| `listen` | `HOST:PORT` | `127.0.0.1:8080` |",
    "| `instructions` | text or `{file: path}` | `\"\"` |",
    "| `price` | mapping |  | What the endpoint charges; feeds costs and limits. |",
    "| `timeouts.first_byte` | time, 1ms to 1d | `60s` | From the request to its first answer. |",
    "| `sources[].path` | path |  | A file or folder to read; this or `command`. |",
    "| `budget.knowledge` | tokens or percent | `40%` | For records. |",
    "| `mode` | `local`, `guests`, `accounts` | `local` |",
    "\n## Plugin Logging\n\nWrites a line for each turn.\n\nUnder `with:` of its entry:\n",
    "| `redact` | list of `email`, `phone` | `[]` | What is made unreadable. |",
    "\n## Plugin Answers\n\nSays fixed answers.\n\nIt has no settings of its own.\n",
  ])
  func tellsKeyTypeDefaultAndMeaning(_ line: String) {
    #expect(text.contains(line))
  }

  @Test func everyOptionIsDocumented() {
    func check(_ schema: OptionSchema) {
      for option in schema.options {
        #expect(option.doc.hasSuffix(".") && option.doc.count > 5, "\(option.key)")
        #expect(
          text.contains(".\(option.key)`") || text.contains("`\(option.key)`") || hasMembers(option)
        )
        switch option.type {
        case .object(let inner), .list(.object(let inner)): check(inner)
        default: break
        }
      }
    }
    check(ConfigurationSchema.root)
  }

  private func hasMembers(_ option: Option) -> Bool {
    switch option.type {
    case .object, .list(.object):
      text.contains("\(option.key).") || text.contains("## \(option.key)")
    default: false
    }
  }
}

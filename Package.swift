// swift-tools-version: 6.2
import PackageDescription

// The rooms of the house and the arrows between them. docs/ARCHITECTURE.md says why each exists;
// Tests/ArchitectureTests proves that no other arrow appears.

let contract: Target.Dependency = "ParleyPlugin"
let domain: Target.Dependency = "ParleyDomain"

/// A C library, reached through the one Swift module that imports it.
func door(_ name: String, pkgConfig: String?, apt: String) -> Target {
  .systemLibrary(
    name: name, path: "Sources/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// A built-in plugin: its own folder, the contract, and nothing else of ours.
func builtin(_ name: String) -> Target {
  .target(name: name, dependencies: [contract], path: "Plugins/\(name)/Sources")
}

let builtins = [
  "Answers", "Catalog", "Books", "Documents", "Grounding", "Logging", "Memory", "Reflection",
  "Summarization", "Webhook",
]

let package = Package(
  name: "parley",
  products: [
    .executable(name: "parley", targets: ["parley"]),
    .library(name: "ParleyPlugin", targets: ["ParleyPlugin"]),
  ],
  targets: [
    door("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
    door("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
    door("CYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),
    door("CJansson", pkgConfig: "jansson", apt: "libjansson-dev"),
    door("CMarkdown", pkgConfig: "libcmark-gfm", apt: "libcmark-gfm-dev"),
    door("CMicroHTTPD", pkgConfig: "libmicrohttpd", apt: "libmicrohttpd-dev"),
    door("CSodium", pkgConfig: "libsodium", apt: "libsodium-dev"),
    door("CExpat", pkgConfig: "expat", apt: "libexpat1-dev"),
    door("CSnowball", pkgConfig: nil, apt: "libstemmer-dev"),

    // System calls that Glibc's module hides.
    .target(name: "CLinux"),
    // The files of the chat page, as bytes in the program.
    .target(name: "CChatPage", exclude: ["Files"]),

    .target(name: "ParleyPlugin", linkerSettings: [.linkedLibrary("m")]),
    .target(name: "ParleyDomain", dependencies: [contract]),

    .target(name: "ParleyJSON", dependencies: [contract, "CJansson"]),
    .target(name: "ParleyCrypto", dependencies: ["CSodium"]),
    .target(name: "ParleySQLite", dependencies: ["CSQLite"]),
    .target(name: "ParleyHTTPClient", dependencies: ["CCurl"]),
    .target(name: "ParleyMarkdown", dependencies: ["CMarkdown"]),
    .target(name: "ParleyConfig", dependencies: [contract, "CYAML"]),
    .target(name: "ParleyXML", dependencies: ["CExpat"]),

    .target(
      name: "ParleyKnowledge",
      dependencies: [
        contract, domain, "ParleyConfig", "ParleyCrypto", "ParleyJSON", "ParleyMarkdown",
        "ParleySQLite", "ParleyXML", "CSnowball",
      ]),
    .target(
      name: "ParleyModels", dependencies: [contract, domain, "ParleyHTTPClient", "ParleyJSON"]),
    .target(
      name: "ParleyStore",
      dependencies: [contract, domain, "ParleyCrypto", "ParleyJSON", "ParleySQLite"]),
    .target(name: "ParleyExternal", dependencies: [contract, domain, "CLinux", "ParleyJSON"]),
    .target(name: "ParleyEngine", dependencies: [contract, domain]),

    .target(
      name: "ParleyServer",
      dependencies: [
        contract, domain, "CChatPage", "CMicroHTTPD", "ParleyCrypto", "ParleyEngine", "ParleyJSON",
        "ParleyMarkdown",
      ]),

    .target(name: "ParleyTestKit", dependencies: [contract, domain]),
    .executableTarget(
      name: "parley",
      dependencies: [
        contract, domain, "ParleyConfig", "ParleyCrypto", "ParleyEngine", "ParleyExternal",
        "ParleyHTTPClient", "ParleyJSON", "ParleyKnowledge", "ParleyModels", "ParleyServer",
        "ParleyStore",
      ] + builtins.map { .init(stringLiteral: $0) }),

    // The upstream of end-to-end tests and measurements.
    .executableTarget(name: "FakeUpstream", dependencies: ["ParleyTestKit"]),

    // `make bench-engine`
    .executableTarget(
      name: "EngineBenchmark", dependencies: [contract, domain, "ParleyEngine", "ParleyTestKit"],
      path: "Benchmarks/engine"),
    // `make bench-tokens`
    .executableTarget(
      name: "TokenBenchmark", dependencies: [contract, "ParleyConfig", "ParleyModels"],
      path: "Benchmarks/tokens", exclude: ["run.py", "texts.py"]),
    // `make bench-models`
    .executableTarget(
      name: "ModelBenchmark",
      dependencies: [contract, domain, "ParleyHTTPClient", "ParleyModels"],
      path: "Benchmarks/models", exclude: ["run.py", "reference.c", "upstream.c"]),
    // `make bench-knowledge`
    .executableTarget(
      name: "KnowledgeBenchmark",
      dependencies: [contract, domain, "ParleyKnowledge", "ParleySQLite"],
      path: "Benchmarks/knowledge",
      exclude: ["evaluate.py", "tongues.py", "dialogues.py", "costs.py", "references.py"]),

    .testTarget(name: "ArchitectureTests"),
    .testTarget(name: "ParleyPluginTests", dependencies: [contract]),
    .testTarget(name: "ParleyDomainTests", dependencies: [contract, domain]),
    .testTarget(name: "ParleyJSONTests", dependencies: [contract, "ParleyJSON"]),
    .testTarget(name: "ParleyCryptoTests", dependencies: ["ParleyCrypto"]),
    .testTarget(
      name: "ParleySQLiteTests", dependencies: ["ParleySQLite", "ParleyTestKit"]),
    .testTarget(
      name: "ParleyHTTPClientTests", dependencies: ["ParleyHTTPClient", "ParleyTestKit"]),
    .testTarget(name: "ParleyMarkdownTests", dependencies: ["ParleyMarkdown"]),
    .testTarget(name: "ParleyConfigTests", dependencies: [contract, "ParleyConfig"]),
    .testTarget(name: "ParleyXMLTests", dependencies: ["ParleyXML"]),
    .testTarget(
      name: "ParleyKnowledgeTests",
      dependencies: [
        contract, domain, "ParleyJSON", "ParleyKnowledge", "ParleySQLite", "ParleyTestKit",
      ]),
    .testTarget(
      name: "ParleyModelsTests",
      dependencies: [
        contract, domain, "ParleyHTTPClient", "ParleyJSON", "ParleyModels", "ParleyTestKit",
      ], exclude: ["Fixtures/pieces.jsonl"]),
    .testTarget(
      name: "ParleyStoreTests",
      dependencies: [contract, domain, "ParleyStore", "ParleySQLite", "ParleyTestKit"]),
    .testTarget(
      name: "ParleyExternalTests",
      // The program is what applies the limits to a child.
      dependencies: [
        contract, domain, "ParleyEngine", "ParleyExternal", "ParleyJSON", "ParleyTestKit", "parley",
      ]),
    .testTarget(
      name: "ParleyEngineTests",
      dependencies: [contract, domain, "ParleyEngine", "ParleyTestKit"]),
    .testTarget(
      name: "ParleyServerTests",
      dependencies: [
        contract, domain, "ParleyEngine", "ParleyJSON", "ParleyServer", "ParleyTestKit",
      ]),
    .testTarget(
      name: "PluginTests",
      dependencies: [contract, "ParleyTestKit"] + builtins.map { .init(stringLiteral: $0) }),
    .testTarget(
      name: "ParleyCommandTests",
      dependencies: [
        contract, domain, "parley", "ParleyConfig", "ParleyEngine", "ParleyJSON", "ParleyTestKit",
      ]),
  ] + builtins.map(builtin)
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
  ]
}

import ParleyPlugin

extension ConfigurationSchema {
  static let server = OptionSchema([
    Option(
      "listen", .text, .otherwise("127.0.0.1:8080"),
      "Address and port to listen on; port 0 takes a free one."),
    Option(
      "public_url", .text, .otherwise("http://127.0.0.1:8080"),
      "The address under which people reach Parley; links and cookies are made for it."),
    Option(
      "allowed_hosts", .list(.text), .otherwise([]),
      "Host names that requests may ask for, besides that of `public_url` and loopback."),
    Option(
      "trusted_proxies", .list(.text), .otherwise([]),
      "Addresses or networks of proxies whose `X-Forwarded-For` is believed."),
    Option(
      "cors_origins", .list(.text), .otherwise([]),
      "Origins of other web pages that may call the interface from a browser."),
    Option(
      "max_import", .byteSize(ByteSize(bytes: 1 << 20)...ByteSize(bytes: 1 << 30)),
      .otherwise("64MiB"),
      "The largest file of chats that `POST /api/chats/import` takes; other requests may have 1 MiB."
    ),
  ])
}

import Glibc
import ParleyServer
import Testing

/// Where the server listens.
struct ListeningTests {
  /// A path for a socket file that no other test uses; short, as the operating system wants it.
  private func socketPath(_ name: String = #function) -> String {
    "/tmp/parley-\(getpid())-\(name.prefix { $0 != "(" }.suffix(40)).sock"
  }

  private func settings(_ path: String) -> ServerSettings {
    var settings = ServerSettings.quick
    settings.unixSocketPath = path
    return settings
  }

  @Test func tellsBothListenersApart() async throws {
    let path = socketPath()
    try await withServer(settings(path)) {
      .text("\($0.peer)")
    } _: { server in
      let tcp = try await RawClient.connect(port: server.port)
      #expect(
        try await tcp.get("/").body == #"tcp(address: "127.0.0.1", isLoopback: true)"#)
      let file = try await RawClient.connect(path: path)
      #expect(try await file.get("/").body == "unixSocket")
      var status = stat()
      #expect(lstat(path, &status) == 0)
      #expect(status.st_mode & 0o777 == 0o600)
    }
    #expect(access(path, F_OK) != 0, "the file goes with the server")
  }

  @Test func replacesAFileThatADeadServerLeft() async throws {
    let path = socketPath()
    let dead = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let bound = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(dead, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    #expect(bound == 0)
    close(dead)
    try await withServer(settings(path), handler: echo) { _ in
      let client = try await RawClient.connect(path: path)
      #expect(try await client.get("/").status == 200)
    }
  }

  @Test func doesNotTakeASocketFileFromALivingServer() async throws {
    let path = socketPath()
    try await withServer(settings(path), handler: echo) { _ in
      #expect {
        _ = try HTTPServer.start(settings(path), log: .silent, handler: echo)
      } throws: { error in
        let error = error as? ServerError
        return error?.kind == .addressInUse && error?.errno == EADDRINUSE
      }
      let client = try await RawClient.connect(path: path)
      #expect(try await client.get("/").status == 200)
    }
  }

  @Test func doesNotReplaceAFileThatIsNoSocket() throws {
    let path = socketPath()
    close(open(path, O_CREAT | O_WRONLY, 0o600))
    defer { unlink(path) }
    #expect {
      _ = try HTTPServer.start(settings(path), log: .silent, handler: echo)
    } throws: { ($0 as? ServerError)?.kind == .addressInUse }
    #expect(access(path, F_OK) == 0)
  }

  @Test func namesThePortThatIsTaken() async throws {
    try await withServer(handler: echo) { server in
      var settings = ServerSettings.quick
      settings.port = server.port
      #expect {
        _ = try HTTPServer.start(settings, log: .silent, handler: echo)
      } throws: { error in
        guard let error = error as? ServerError else { return false }
        return error.kind == .addressInUse && error.errno == EADDRINUSE
          && error.description.contains("127.0.0.1:\(server.port)")
      }
    }
  }

  @Test(arguments: [
    ("203.0.113.7", 0, ServerError.Kind.addressUnavailable),
    ("127.0.0.1", 70_000, .invalidSettings),
  ])
  func namesAnAddressThatCannotBe(_ host: String, _ port: Int, _ kind: ServerError.Kind) {
    var settings = ServerSettings.quick
    settings.host = host
    settings.port = port
    #expect {
      _ = try HTTPServer.start(settings, log: .silent, handler: echo)
    } throws: { ($0 as? ServerError)?.kind == kind }
  }
}

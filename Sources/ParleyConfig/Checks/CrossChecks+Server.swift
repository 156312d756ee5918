import ParleyPlugin

extension CrossChecks {
  mutating func checkServer() {
    guard value["auth"]?["mode"]?.string == "local",
      let text = value["server"]?["listen"]?.string,
      let address = ListenAddress(text), !address.isLoopback
    else { return }
    report(
      "server.listen",
      "with auth.mode 'local' only this machine may connect, but \(address) is open to others;"
        + " listen on 127.0.0.1 or [::1], or set auth.mode to guests or accounts")
  }

  mutating func checkSessions() {
    guard let sessions = value["sessions"],
      let idle = sessions["idle"]?.string, let absolute = sessions["absolute"]?.string,
      let short = Duration(withUnit: idle), let long = Duration(withUnit: absolute), short > long
    else { return }
    report(
      "sessions.idle", "sessions.idle (\(idle)) is longer than sessions.absolute (\(absolute))")
  }
}

import ParleyDomain
import ParleyPlugin
import ParleyServer
import Testing

@Suite struct AuditTests {
  /// Records 1 to 5.
  private struct FixedAudit: AuditTrail {
    func audit(before number: Int?, limit: Int) async throws -> AuditPage {
      let numbers = (1...5).reversed().filter { $0 < number ?? .max }
      return AuditPage(
        records: numbers.prefix(limit).map {
          AuditRecord(
            number: $0, at: Timestamp(milliseconds: 0), actor: "local", action: "chat.delete",
            subject: "chat-\($0)", detail: "", hash: "h")
        }, next: numbers.count > limit ? numbers[limit - 1] : nil, isIntact: true)
    }
  }

  private func fixture(
    _ configure: (inout ApplicationSettings) -> Void = { _ in }
  ) -> ApplicationFixture {
    ApplicationFixture(audit: FixedAudit(), configure: configure)
  }

  @Test func operatorsReadItPageByPage() async {
    let fixture = fixture()
    let first = await fixture.send("GET", "/api/admin/audit?limit=3").json
    #expect(first["records"]?.array?.compactMap { $0["number"]?.integer } == [5, 4, 3])
    #expect(first["records"]?.array?.first?["subject"] == "chat-5")
    #expect(first["records"]?.array?.first?["at"] == "1970-01-01T00:00:00.000Z")
    #expect(first["intact"] == true && first["next"] == 3)
    let second = await fixture.send("GET", "/api/admin/audit?limit=3&before=3").json
    #expect(second["records"]?.array?.compactMap { $0["number"]?.integer } == [2, 1])
    #expect(second["next"] == .null)
  }

  @Test(arguments: ["limit=0", "limit=x", "limit=1001", "before=0", "before=x"])
  func wrongPagesAreRefused(query: String) async {
    let answer = await fixture().send("GET", "/api/admin/audit?\(query)")
    #expect(answer.status == 400)
  }

  @Test func guestsFindNothingThereAndTheSocketDoes() async {
    let fixture = fixture { $0.mode = .guests }
    let path = "/api/admin/audit"
    let guest = await fixture.send("GET", path)
    let missing = await fixture.send("GET", "/api/admin/nothing")
    #expect(guest.status == 404 && guest.body == missing.body)
    let forwarded = await fixture.send(
      "GET", path, headers: [("X-Forwarded-For", "203.0.113.9")], peer: .unixSocket)
    #expect(forwarded.status == 404)
    #expect(await fixture.send("GET", path, peer: .unixSocket).status == 200)
  }

  @Test func aStrangerIsNoOperatorInLocalModeEither() async {
    let answer = await fixture().send(
      "GET", "/api/admin/audit", peer: ApplicationFixture.stranger)
    #expect(answer.status == 403)
  }

  @Test func itIsDescribed() async {
    let paths = await fixture().send("GET", "/openapi.json").json["paths"]
    #expect(paths?["/api/admin/audit"]?["get"]?["summary"]?.string?.contains("deleted") == true)
  }
}

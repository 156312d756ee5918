import ParleyPlugin
import Testing

@testable import ParleyKnowledge

@Suite struct VersionNameTests {
  @Test func namesTellTheTime() throws {
    let now = try #require(Timestamp("2026-11-20T18:30:11.250Z"))
    let name = VersionName(now: now, after: [])
    #expect(name.description.hasPrefix("20261120T183011Z-"))
    #expect(VersionName(name.description) == name)
  }

  @Test func aNewNameComesAfterAllOthers() throws {
    let now = try #require(Timestamp("2026-11-20T18:30:11Z"))
    let late = try #require(VersionName("20261231T235959Z-ffffff"))
    let name = VersionName(now: now, after: [late])
    #expect(name.description.hasPrefix("20270101T000000Z-"))
    #expect(name > late)
  }

  @Test(arguments: [
    "", "current", "../../../../../etc/passwd", "20261120T183011Z-3FA9C1", "20261120T183011Z-3fa9c",
    "20261120 183011Z-3fa9c1", "20261120T183011Z-3fa9c1.sqlite",
  ])
  func otherTextIsNoName(text: String) {
    #expect(VersionName(text) == nil)
  }
}

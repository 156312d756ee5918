import ParleyModels
import Testing

struct RankFileTests {
  private func problem(_ lines: [String], _ encoding: TokenEncoding = .o200k) -> String? {
    do {
      _ = try RankFile.parse(RankFixture.content(lines), encoding: encoding)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func readsAFileWithWindowsLineEndsAndWithoutALastOne() throws {
    let lines = RankFixture.lines(["ab"])
    _ = try RankFile.parse(Array(lines.joined(separator: "\r\n").utf8), encoding: .cl100k)
  }

  @Test(arguments: [
    ("YWI=", "line 257: not a token in Base64, a space and a rank"),
    ("YW-= 256", "line 257: the token is not in Base64"),
    ("YWI 256", "line 257: the token is not in Base64"),
    (" 256", "line 257: the token is not in Base64"),
    ("YWI= x", "line 257: the rank is not a number from 0 to 4294967294"),
    ("YWI= 99999999999", "line 257: the rank is not a number from 0 to 4294967294"),
    ("YWI= 300", "line 257: the rank 300 is not below the number of tokens, 257"),
    ("YWI= 7", "line 257: the rank 7 stands on an earlier line, too"),
    ("AA== 256", "line 257: the token stands on an earlier line, too"),
  ])
  func namesTheLineOfAMistake(line: String, message: String) {
    #expect(problem(RankFixture.lines([]) + [line]) == message)
  }

  @Test func anotherFileIsRefused() {
    #expect(problem(["version: 1"])?.hasPrefix("line 1: ") == true)
    #expect(
      problem([])
        == "no token for the single byte 0; this is no file of ranks or not all of it")
    #expect(problem(RankFixture.lines([]).dropLast())?.contains("single byte 255") == true)
  }

  @Test func theFileOfTheOtherEncodingIsRefused() {
    let filling = (0..<100_000).map { "token \($0)" }
    #expect(
      problem(RankFixture.lines(filling))
        == "its 100256 tokens are those of cl100k_base, not of o200k_base")
  }
}

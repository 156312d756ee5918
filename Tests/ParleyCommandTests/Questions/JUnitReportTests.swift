import ParleyPlugin
import Testing

@testable import parley

struct JUnitReportTests {
  private func result(
    _ name: String, faults: [String] = [], problem: String? = nil, file: String = "a.yaml"
  ) -> QuestionResult {
    QuestionResult(
      file: file,
      question: Question(name: name, turns: [name], expectation: Expectation(), line: 7),
      persona: "clerk", faults: faults, problem: problem,
      reply: problem == nil ? ["reply": "Say <b>&amp;</b>"] : nil, milliseconds: 1234.4)
  }

  @Test func aSuiteForEachFileAndACaseForEachQuestion() {
    let xml = JUnitReport.xml([
      result("good"), result("bad", faults: ["x is not cited", "'y' is missing"]),
      result("dead", problem: "main: nobody listens", file: "b.yaml"),
    ])
    #expect(
      xml == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="parley test" tests="3" failures="1" errors="1" time="3.703">
          <testsuite name="a.yaml" tests="2" failures="1" errors="0" time="2.469">
            <testcase name="good" classname="clerk" file="a.yaml" line="7" time="1.234"/>
            <testcase name="bad" classname="clerk" file="a.yaml" line="7" time="1.234">
              <failure message="x is not cited">x is not cited&#10;'y' is missing&#10;&#10;Say &lt;b&gt;&amp;amp;&lt;/b&gt;</failure>
            </testcase>
          </testsuite>
          <testsuite name="b.yaml" tests="1" failures="0" errors="1" time="1.234">
            <testcase name="dead" classname="clerk" file="b.yaml" line="7" time="1.234">
              <error message="no reply: main: nobody listens">no reply: main: nobody listens</error>
            </testcase>
          </testsuite>
        </testsuites>

        """)
  }

  @Test func whatXMLCannotHoldIsReplaced() {
    #expect(
      JUnitReport.escaped("a\u{0}\u{1B}[1m\"b\"\n\u{FFFF}")
        == "a\u{FFFD}\u{FFFD}[1m&quot;b&quot;&#10;\u{FFFD}")
  }
}

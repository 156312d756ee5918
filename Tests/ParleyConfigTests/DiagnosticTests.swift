import ParleyConfig
import Testing

@Suite struct DiagnosticTests {
  @Test func readsAsEditorsExpect() {
    var diagnostic = Diagnostic(
      file: "config.yaml", line: 3, column: 7, path: "personas[0].name", message: "missing")
    #expect(diagnostic.description == "config.yaml:3:7: personas[0].name: missing")
    diagnostic.path = ""
    #expect(diagnostic.description == "config.yaml:3:7: missing")
    diagnostic.line = 0
    #expect(diagnostic.description == "config.yaml: missing")
  }

  @Test func errorsStandLineByLine() {
    let first = Diagnostic(file: "a", line: 1, column: 1, path: "", message: "x")
    let second = Diagnostic(file: "a", line: 2, column: 1, path: "p", message: "y")
    let errors = ConfigurationErrors([first, second])
    #expect(errors.description == "a:1:1: x\na:2:1: p: y")
    #expect(errors.exitStatus == 78)
  }
}

import ParleyPlugin

extension CrossChecks {
  mutating func checkPersonas() {
    for (index, persona) in entries("personas").enumerated() {
      let path = "personas[\(index)]"
      checkReferences(
        "\(path).upstreams", persona["upstreams"], to: "upstreams", as: "upstream")
      checkReferences("\(path).plugins", persona["plugins"], to: "plugins", as: "plugin")
      checkBudget(persona, "\(path).budget")
      checkInstructions(persona, path)
    }
  }
}

import ParleyPlugin

/// What is said of a figure that nothing confirms, in the persona's language.
struct Wording: Sendable {
  private enum Language: Sendable { case english, german, french, spanish, portuguese }

  private let language: Language

  /// - Parameter language: A BCP 47 tag; English unless we speak it.
  init(language: String) {
    self.language =
      switch language.prefix(2).lowercased() {
      case "de": .german
      case "fr": .french
      case "es": .spanish
      case "pt": .portuguese
      default: .english
      }
  }

  /// That no record confirms a figure.
  func notice(_ figure: Figure) -> String {
    switch language {
    case .english: "The records do not confirm “\(figure.text)”."
    case .german: "Die Daten bestätigen „\(figure.text)“ nicht."
    case .french: "Les données ne confirment pas « \(figure.text) »."
    case .spanish: "Los datos no confirman «\(figure.text)»."
    case .portuguese: "Os dados não confirmam «\(figure.text)»."
    }
  }

  /// What the record says instead.
  func correction(_ figure: Figure, _ known: Ungrounded.Known) -> String {
    let (title, value) = (known.record.source.title, said(known.value, figure.kind))
    return switch language {
    case .english: "“\(title)”: the catalog says \(value), not \(figure.text)."
    case .german: "„\(title)“: Im Katalog steht \(value), nicht \(figure.text)."
    case .french: "« \(title) » : le catalogue indique \(value), et non \(figure.text)."
    case .spanish: "«\(title)»: el catálogo dice \(value), no \(figure.text)."
    case .portuguese: "«\(title)»: o catálogo diz \(value), e não \(figure.text)."
    }
  }

  /// The line in the place of a sentence that is held back, as Markdown.
  func line(_ kind: FigureKind, _ known: Ungrounded.Known?, contact: String?) -> String {
    let record = known.map { fact($0, said($0.value, kind)) }
    let contact = contact.flatMap(ask)
    return [opening, record, contact].compactMap { $0 }.joined(separator: " ")
  }

  private var opening: String {
    switch language {
    case .english: "I could not confirm a figure here."
    case .german: "Eine Zahl konnte ich hier nicht bestätigen."
    case .french: "Je n’ai pas pu confirmer un chiffre ici."
    case .spanish: "No he podido confirmar una cifra aquí."
    case .portuguese: "Não consegui confirmar um número aqui."
    }
  }

  private func fact(_ known: Ungrounded.Known, _ value: String) -> String {
    let marker = known.record.index.map { " [\($0)]" } ?? ""
    let title = Wording.escaped(known.record.source.title)
    return switch language {
    case .english: "The catalog says of “\(title)”\(marker): \(value)."
    case .german: "Im Katalog steht zu „\(title)“\(marker): \(value)."
    case .french: "Le catalogue indique pour « \(title) »\(marker) : \(value)."
    case .spanish: "El catálogo dice de «\(title)»\(marker): \(value)."
    case .portuguese: "O catálogo diz de «\(title)»\(marker): \(value)."
    }
  }

  private func ask(_ contact: String) -> String? {
    let schemes = ["mailto:", "tel:"]
    let scheme = schemes.first { contact.hasPrefix($0) } ?? ""
    let address = contact.dropFirst(scheme.count)
    guard !address.isEmpty else { return nil }
    return switch language {
    case .english: "Please ask: \(address)."
    case .german: "Bitte fragen Sie nach: \(address)."
    case .french: "Renseignez-vous : \(address)."
    case .spanish: "Pregunte, por favor: \(address)."
    case .portuguese: "Pergunte, por favor: \(address)."
    }
  }

  // MARK: Values

  private func said(_ value: KnownValue, _ kind: FigureKind) -> String {
    switch value {
    case .price(let money): return price(money)
    case .identifier(let text): return kind == .isbn ? "ISBN \(text)" : text
    case .number(let number):
      let count = number.whole.map(String.init) ?? "\(Double(number.tenThousandths) / 10_000)"
      switch kind {
      case .stock: return "\(count) \(inStock)"
      case .pages: return "\(count) \(pages)"
      default: return count
      }
    }
  }

  private var inStock: String {
    switch language {
    case .english: "in stock"
    case .german: "auf Lager"
    case .french: "en stock"
    case .spanish: "en stock"
    case .portuguese: "em estoque"
    }
  }

  private var pages: String {
    switch language {
    case .english, .french: "pages"
    case .german: "Seiten"
    case .spanish, .portuguese: "páginas"
    }
  }

  /// `$12.99` in English, `12,99 €` elsewhere, `R$ 12,99` in Portuguese.
  private func price(_ money: Money) -> String {
    let signs = ["USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "BRL": "R$"]
    guard language != .english else {
      guard let sign = signs[money.currency] else { return money.description }
      return sign + money.decimal
    }
    let amount = String(money.decimal.map { $0 == "." ? "," : $0 })
    if money.currency == "BRL" { return "R$ \(amount)" }
    return "\(amount) \(signs[money.currency] ?? money.currency)"
  }

  /// A text whose signs mean nothing in Markdown.
  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      if "\\*_[]|<>`".contains(character) { result.append("\\") }
      result.append(character.isNewline ? " " : character)
    }
  }
}

import ParleyDomain
import ParleyPlugin

/// A record for people: its title, text, address and fields, in the colours of the chat page.
struct RecordPage: Sendable {
  let record: Record

  var html: String {
    let title = escaped(record.title)
    return """
      <!doctype html>
      <html lang="\(language)"><head><meta charset="utf-8"><title>\(title)</title>\
      <meta name="viewport" content="width=device-width, initial-scale=1">\
      <meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">\
      <link rel="icon" href="/icon.svg" type="image/svg+xml">\
      <link rel="stylesheet" href="/theme.css"><link rel="stylesheet" href="/record.css">\
      <script src="/theme-first.js"></script></head>
      <body><main><p class="collection">\(escaped(record.reference.collection))</p>
      <h1 dir="auto">\(title)</h1>
      <p class="text" dir="auto">\(escaped(record.text))</p>
      \(link)
      \(table)
      </main></body></html>

      """
  }

  /// Of the text, when the record tells it; read aloud otherwise as English.
  private var language: String {
    guard case .text(let tag) = record.fields[.language], tag.utf8.count <= 35,
      tag.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || Character(UnicodeScalar($0)).isLetter })
    else { return "en" }
    return tag
  }

  private var link: String {
    guard let url = record.url, ["https://", "http://"].contains(where: url.lowercased().hasPrefix)
    else { return "" }
    return "<p class=\"link\"><a rel=\"noopener noreferrer nofollow\" href=\"\(escaped(url))\">"
      + "\(escaped(url))</a></p>"
  }

  private var table: String {
    let rows = record.fields.sorted { $0.key < $1.key }.map { name, value in
      let words = (name.attributeKey ?? name.rawValue).split(separator: "_").joined(separator: " ")
      return "<tr><th scope=\"row\">\(escaped(words))</th><td dir=\"auto\">"
        + "\(escaped(value.description))</td></tr>"
    }
    return rows.isEmpty ? "" : "<table>\(rows.joined())</table>"
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}

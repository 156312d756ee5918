/// An element with all that is in it.
package struct XMLElement: Sendable, Hashable {
  /// What stands between the tags, in order.
  package indirect enum Content: Sendable, Hashable {
    case element(XMLElement)
    case text(String)
  }

  package var tag: XMLTag
  package var content: [Content]

  package init(tag: XMLTag, content: [Content] = []) {
    self.tag = tag
    self.content = content
  }

  /// The name without its prefix: `price` of `g:price`.
  package var localName: Substring {
    guard let colon = tag.name.lastIndex(of: ":") else { return tag.name[...] }
    return tag.name[tag.name.index(after: colon)...]
  }

  package var elements: [XMLElement] {
    content.compactMap { if case .element(let element) = $0 { element } else { nil } }
  }

  /// All texts inside, without the tags between them.
  package var text: String {
    content.map { part in
      switch part {
      case .text(let text): text
      case .element(let element): element.text
      }
    }.joined()
  }

  /// The content as HTML reads it: tags without attributes, where there are any; else the text, which
  /// may be HTML that was escaped.
  package var markup: String {
    guard !elements.isEmpty else { return text }
    return content.map { part in
      switch part {
      case .text(let text): Self.escaped(text)
      case .element(let element):
        "<\(element.localName)>"
          + (element.elements.isEmpty ? Self.escaped(element.text) : element.markup)
          + "</\(element.localName)>"
      }
    }.joined()
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}

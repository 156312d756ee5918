import ParleyXML

/// An element of ONIX for Books 3.0 by its reference name in lower case, whichever names the file uses.
///
/// Composites have short tags that are their reference names in lower case; data elements have codes
/// such as `b203` (EDItEUR, ONIX for Books 3.0 Specification, list of short tags).
struct ONIXElement {
  private let element: XMLElement

  init(_ element: XMLElement) {
    self.element = element
  }

  var line: Int { element.tag.line }

  /// The children of this name.
  func all(_ name: String) -> [ONIXElement] {
    element.elements.filter { Self.name(of: $0) == name }.map(ONIXElement.init)
  }

  func first(_ name: String) -> ONIXElement? {
    element.elements.first { Self.name(of: $0) == name }.map(ONIXElement.init)
  }

  /// What the child of this name says; `nil` when it says nothing.
  func value(_ name: String) -> String? {
    first(name)?.text.nonEmpty
  }

  func values(_ name: String) -> [String] {
    all(name).compactMap(\.text.nonEmpty)
  }

  /// The text, white space as single spaces.
  var text: String {
    element.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The text with what XHTML it has.
  var markup: String { element.markup }

  private static func name(of element: XMLElement) -> String {
    let name = element.localName.lowercased()
    return shortTags[name] ?? name
  }

  private static let shortTags: [String: String] = [
    "a001": "recordreference", "a002": "notificationtype", "b221": "productidtype",
    "b244": "idvalue", "b012": "productform", "b333": "productformdetail", "b202": "titletype",
    "x409": "titleelementlevel", "x410": "partnumber", "b203": "titletext", "b030": "titleprefix",
    "b031": "titlewithoutprefix", "b029": "subtitle", "b034": "sequencenumber",
    "b035": "contributorrole", "b036": "personname", "b037": "personnameinverted",
    "b039": "namesbeforekey", "b040": "keynames", "b047": "corporatename", "b253": "languagerole",
    "b252": "languagecode", "b218": "extenttype", "b219": "extentvalue", "b220": "extentunit",
    "b067": "subjectschemeidentifier", "b069": "subjectcode", "b070": "subjectheadingtext",
    "x425": "mainsubject", "x426": "texttype", "d104": "text", "x436": "resourcecontenttype",
    "x435": "resourcelink", "b079": "imprintname", "b291": "publishingrole",
    "b081": "publishername", "b394": "publishingstatus", "x448": "publishingdaterole",
    "b306": "date", "j396": "productavailability", "j350": "onhand",
    "x479": "collectionsequencetype", "x481": "collectionsequencenumber", "x462": "pricetype",
    "j151": "priceamount", "j152": "currencycode",
    "b057": "editionnumber",
  ]
}

import CExpat

/// Says what Expat found in words that tell what to do.
enum XMLSyntax {
  static func explain(_ code: XML_Error) -> String {
    switch code {
    case XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_PARTIAL_CHAR,
      XML_ERROR_UNCLOSED_CDATA_SECTION:
      "the document ends in the middle; is the file complete?"
    case XML_ERROR_UNKNOWN_ENCODING, XML_ERROR_INCORRECT_ENCODING:
      "the encoding is not known; save the file as UTF-8 (UTF-16 and ISO-8859-1 are read, too)"
    case XML_ERROR_INVALID_TOKEN:
      "is not well-formed: a character stands where none may, or bytes are not in the declared "
        + "encoding"
    case XML_ERROR_UNDEFINED_ENTITY:
      "a reference to an entity that XML does not know; write the character itself"
    case XML_ERROR_AMPLIFICATION_LIMIT_BREACH: "entities grow beyond what is read"
    default: "is not well-formed: \(text(code))"
    }
  }

  private static func text(_ code: XML_Error) -> String {
    guard let text = XML_ErrorString(code) else { return "error \(code.rawValue)" }
    return String(cString: text)
  }
}

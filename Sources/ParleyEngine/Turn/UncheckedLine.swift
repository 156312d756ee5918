/// What readers see in the place of a sentence whose check failed.
enum UncheckedLine {
  /// In the persona's language where we speak it, else in English.
  static func text(language: String) -> String {
    switch language.prefix(2).lowercased() {
    case "de": "(Hier fehlt ein Satz: Er konnte nicht geprüft werden.)"
    case "fr": "(Une phrase manque ici : elle n’a pas pu être vérifiée.)"
    case "es": "(Aquí falta una frase: no se pudo comprobar.)"
    case "pt": "(Falta aqui uma frase: não foi possível verificá-la.)"
    default: "(A sentence is missing here: it could not be checked.)"
    }
  }
}

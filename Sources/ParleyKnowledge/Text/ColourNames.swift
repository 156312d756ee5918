/// Colours as English, German, French, Spanish and Portuguese name them: "navy" is a blue, and so are
/// "dunkelblau" and "azul".
///
/// A shop's own words go first; these stand in where a customer says it otherwise, in another form
/// ("blanches") or in another language.
enum ColourNames {
  /// The colour that a word names, and the wider one that it is a shade of.
  struct Colour: Hashable {
    var name: String
    var wider: String?
  }

  /// - Parameters:
  ///   - surface: Lower case, without accents.
  ///   - language: A BCP 47 tag. Words that mean other things elsewhere are colours only in theirs.
  static func colour(of surface: String, in language: String) -> Colour? {
    if let owner = ambiguous[surface], !language.lowercased().hasPrefix(owner) { return nil }
    return names[surface]
  }

  /// The colours of a value as a collection writes it: each of "red and white", and "dunkelblau".
  static func colours(of surfaces: [String], in language: String) -> Set<String> {
    var found: Set<String> = []
    for surface in surfaces {
      let colour =
        colour(of: surface, in: language)
        ?? germanEndings.first { surface.count > $0.count && surface.hasSuffix($0) }
        .flatMap { names[$0] }
      guard let colour else { continue }
      found.insert(colour.name)
      if let wider = colour.wider { found.insert(wider) }
    }
    return found
  }

  private static let germanEndings = [
    "blau", "grun", "rot", "grau", "braun", "gelb", "rosa", "weiss", "schwarz", "silber", "gold",
  ]

  private static let ambiguous = [
    "rose": "fr", "marine": "fr", "argent": "fr", "rot": "de", "plata": "es", "clear": "en",
    "sand": "de", "roses": "fr", "dore": "fr", "gold": "en", "vino": "es",
  ]

  private static let shades = ["navy": "blue", "turquoise": "blue", "bordeaux": "red"]

  private static let names: [String: Colour] = {
    var names: [String: Colour] = [:]
    for (name, words) in words {
      for word in words.split(separator: " ") {
        names[String(word)] = Colour(name: name, wider: shades[name])
      }
    }
    return names
  }()

  private static let words = [
    "black": """
    black schwarz schwarze schwarzer schwarzes schwarzen noir noire noirs noires negro negra negros \
    negras preto preta pretos pretas
    """,
    "white": """
    white weiss weisse weisser weisses weissen blanc blanche blancs blanches blanco blanca blancos \
    blancas branco branca brancos brancas
    """,
    "grey": """
    grey gray grau graue grauer graues grauen anthrazit gris grise grises cinza cinzento cinzenta \
    cinzentos cinzentas
    """,
    "red": """
    red rot rote roter rotes roten rouge rouges rojo roja rojos rojas vermelho vermelha vermelhos \
    vermelhas encarnado
    """,
    "bordeaux": "bordeaux burgundy weinrot granate bordo",
    "blue": "blue blau blaue blauer blaues blauen bleu bleue bleus bleues azul azules azuis",
    "navy":
      "navy marine marineblau dunkelblau dunkelblaue dunkelblauer dunkelblaues marino marinho",
    "turquoise": "turquoise turkis turkise turkisfarben turquesa turquesas petrol teal",
    "green": "green grun grune gruner grunes grunen vert verte verts vertes verde verdes",
    "yellow": """
    yellow gelb gelbe gelber gelbes gelben jaune jaunes amarillo amarilla amarillos amarillas \
    amarelo amarela amarelos amarelas
    """,
    "orange": "orange orangefarben orangen oranges naranja naranjas laranja laranjas",
    "pink": "pink rosa rosafarben rosarot rose roses rosado rosada rosados rosadas",
    "purple": """
    purple violet violett violette violettes lila lilas morado morada morados moradas roxo roxa \
    roxos roxas
    """,
    "brown": """
    brown braun braune brauner braunes braunen marron marrons marrones brun brune castanho castanha \
    castanhos castanhas
    """,
    "beige": "beige beiges beigefarben bege cream creme cremefarben crema ecru sandfarben",
    "silver": """
    silver silber silbern silberne silberfarben argent argente argentee plata plateado plateada \
    prateado prateada
    """,
    "gold":
      "gold golden goldene goldener goldfarben dore doree dores dorado dorada dourado dourada",
    "multicolour": """
    multicolour multicoloured multicolor multicolored colourful colorful bunt bunte bunter buntes \
    bunten mehrfarbig multicolore multicolores
    """,
  ]
}

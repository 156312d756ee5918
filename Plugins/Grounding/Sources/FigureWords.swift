/// The words that make a number a figure, or say how exactly it is meant, in English, German, French,
/// Spanish and Portuguese. All in small letters; a phrase is a list of words.
enum FigureWords {
  private static func words(_ text: String) -> Set<String> {
    Set(text.split(separator: " ").map(String.init))
  }

  private static func phrases(_ text: String) -> [[String]] {
    text.split(separator: ",").map { $0.split(separator: " ").map(String.init) }
  }

  // MARK: Stock

  /// What can be in stock: single copies, not titles.
  static let copies = words(
    "copy copies unit units piece pieces pcs exemplar exemplare exemplaren stück exemplaire "
      + "exemplaires pièce pièces unité unités ejemplar ejemplares unidad unidades pieza piezas "
      + "cópia cópias unidade unidades exemplares peça peças")

  /// What may stand between a number of copies and the word that says where they are.
  static let stockFillers = words(
    "currently still now are is more of it them this title ready remaining noch momentan derzeit sind "
      + "aktuell sofort davon encore actuellement sont actualmente aún todavía están ainda estão "
      + "atualmente on hand")

  static let inStock = phrases(
    "in stock,left,available,on hand,on the shelf,on our shelves,auf lager,vorrätig,verfügbar,"
      + "lieferbar,am lager,übrig,en stock,disponible,disponibles,restant,restants,restante,restantes,"
      + "en existencia,en existencias,em estoque,em stock,disponível,disponíveis")

  /// What stands before a number of copies with a colon or in a column.
  static let stockLabels = words(
    "stock lager lagerbestand bestand vorrätig verfügbar disponible disponibles disponibilité "
      + "existencias estoque disponível disponíveis available availability")

  /// What says that somebody has copies.
  static let having = words(
    "have has got haben hat gibt avons a avait tenemos hay temos há tem")

  /// What stands right before a number of copies that are left.
  static let remaining = words("quedan queda restent reste restam resta sobram")

  static let only = words("only just nur noch solo sólo seulement que plus apenas só still us")

  // MARK: Pages

  static let pages = words(
    "pages page seiten seitig seitige seitiger seitiges páginas paginas pp pgs p")
  static let pageLabels = words(
    "pages seiten seitenzahl seitenumfang umfang páginas paginas length")
  /// A part of a book, not its length.
  static let partOfPages = words(
    "first last next read every per within ersten letzten nächsten lies premières dernières primeras "
      + "últimas primeiras leer ler lire each")

  // MARK: Years

  static let publishing = words(
    "published publication publishing released release copyright printed reprinted reissued issued "
      + "erschienen erschien veröffentlicht herausgegeben erscheinungsjahr erstausgabe publié publiée "
      + "parution paru parue sorti sortie publicado publicada publicación lanzado lanzada publicação "
      + "lançado lançada edition ausgabe édition edición edição pub year")

  // MARK: Identifiers

  /// What an item number follows.
  static let identifierLabels = words(
    "sku gtin ean upc artikelnummer bestellnummer artnr référence réf referencia referência ref")
  static let identifierPhrases = phrases(
    "item number,item no,product code,article number,art nr,art - nr,número de artículo,"
      + "code article,código do produto,código de producto")
  static let numberWords = words("number no nr nummer numéro número code num is lautet est es é")

  // MARK: Exactness

  static let about = words(
    "about around roughly approximately approx nearly almost circa ca etwa rund ungefähr fast knapp "
      + "environ presque quelque aproximadamente aprox unos unas casi cerca quase")
  static let less = words(
    "under below less up most within unter unterhalb weniger höchstens maximal bis moins maximum "
      + "menos hasta máximo até inferior jusqu")
  static let more = words(
    "over above more least from starting exceeding über ab mindestens mehr plus dès partir desde más "
      + "mais acima minimum mínimo beyond")
  static let between = words("between zwischen entre")

  /// Words of a shop's rules, such as a threshold for free delivery: these are facts, not bounds.
  static let policy = words(
    "order orders shipping delivery free postage bestellung bestellungen versand lieferung "
      + "versandkosten livraison commande commandes envío pedido pedidos entrega frete gratis")

  // MARK: Arithmetic

  static let sums = words(
    "total together both altogether sum combined bundle insgesamt zusammen gesamt beide summe "
      + "ensemble deux somme juntos juntas ambos ambas suma soma conjunto all alle")
  static let differences = words(
    "save saves saving savings cheaper off difference discount reduced more less sparen sparst "
      + "ersparnis günstiger billiger teurer unterschied rabatt économisez économie moins plus "
      + "différence remise ahorras ahorra ahorro diferencia descuento más menos economiza poupa "
      + "diferença desconto mais")
  static let usual = words(
    "usual usually regular regularly was originally instead list statt sonst regulär ursprünglich "
      + "habituel lieu normalement habitual antes normal normalmente original")
}

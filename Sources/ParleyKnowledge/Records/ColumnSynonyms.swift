/// The names that shops, feeds and exports give to the fields.
///
/// Names are compared in lower case, without accents and without anything but letters and digits:
/// `Product Name`, `product_name` and `productName` are one. The order counts: when a row fills
/// several columns of a field, the first name in the list wins.
enum ColumnSynonyms {
  /// Field name → the columns it is read from. The field's own name always comes first.
  static let columns: [String: [String]] = [
    "id": [
      "itemid", "productid", "recordreference", "key", "bookid", "handle", "urlhandle",
      "variantsku",
    ],
    "title": [
      "name", "productname", "producttitle", "titletext", "booktitle", "titel", "bezeichnung",
      "artikelname", "produktname", "titre", "titulo", "nombre", "nome",
    ],
    "subtitle": ["untertitel", "soustitre", "subtitulo"],
    "description": [
      "body", "bodyhtml", "longdescription", "shortdescription", "summary", "blurb", "text",
      "beschreibung", "langbeschreibung", "kurzbeschreibung", "inhalt", "descripcion", "descricao",
    ],
    "url": ["link", "producturl", "canonicalurl", "permalink", "produktlink"],
    "image": ["imagelink", "imageurl", "imagesrc", "productimageurl", "bild", "bildurl"],
    "authors": [
      "author", "authorlf", "creator", "contributor", "personname", "writtenby", "autor", "autoren",
      "autorin", "verfasser", "auteur", "auteurs", "autores",
    ],
    "series": ["seriesname", "seriestitle", "reihe", "serie"],
    "series_number": [
      "seriesno", "seriesindex", "seriesposition", "volume", "band", "bandnummer", "reihennummer",
    ],
    "publisher": ["publishername", "verlag", "editeur", "editorial", "editora"],
    "published": [
      "publicationdate", "publicationyear", "publishdate", "pubdate", "pubyear", "year",
      "yearpublished", "originalpublicationyear", "releasedate", "erschienen",
      "erscheinungsjahr", "erscheinungsdatum", "jahr",
    ],
    "language": ["lang", "languagecode", "locale", "sprache", "langue", "idioma"],
    "isbn": ["isbn13", "isbn10"],
    "sku": [
      "itemnumber", "articlenumber", "productcode", "partnumber", "mpn", "artikelnummer",
      "artikelnr", "bestellnummer", "artnr",
    ],
    "gtin": ["ean", "ean13", "gtin13", "upc", "barcode", "variantbarcode"],
    "brand": ["vendor", "manufacturer", "maker", "marke", "hersteller", "marque", "marca"],
    "category": [
      "categories", "producttype", "productcategory", "googleproductcategory", "type", "genre",
      "department", "kategorie", "kategorien", "warengruppe", "categorie", "categoria",
    ],
    "format": ["binding", "edition", "bookformat", "einband", "bindung", "formato"],
    "size": [
      "sizes", "dimensions", "groesse", "grosse", "masse", "abmessungen", "taille", "talla",
    ],
    "colour": ["color", "colours", "colors", "farbe", "farben", "couleur", "cor"],
    "material": ["materials", "fabric", "materialien", "werkstoff", "matiere"],
    "condition": ["itemcondition", "zustand", "etat", "estado"],
    "price": [
      "variantprice", "listprice", "regularprice", "priceamount", "offersprice", "retailprice",
      "preis", "verkaufspreis", "listenpreis", "prix", "precio", "preco",
    ],
    "sale_price": [
      "specialprice", "discountprice", "offerprice", "angebotspreis", "aktionspreis",
      "sonderpreis", "prixpromo", "preciooferta",
    ],
    "currency": [
      "pricecurrency", "currencycode", "offerspricecurrency", "wahrung", "waehrung", "devise",
      "moneda", "moeda",
    ],
    "stock": [
      "stockquantity", "inventoryquantity", "variantinventoryqty", "inventory", "quantity", "qty",
      "onhand", "bestand", "lagerbestand", "lager", "menge", "existencias", "estoque",
    ],
    "availability": [
      "instock", "stockstatus", "offersavailability", "verfugbarkeit", "verfuegbarkeit",
      "lieferbarkeit", "disponibilite", "disponibilidad", "disponibilidade",
    ],
    "pages": ["pagecount", "numberofpages", "numpages", "seiten", "seitenzahl", "paginas"],
    "subjects": [
      "subject", "keywords", "tags", "topics", "themes", "themen", "schlagworte", "schlagwoerter",
    ],
    "updated_at": ["updated", "lastmodified", "modified", "modifiedat", "stand", "geandertam"],
    "headings": [],
    "attributes": ["additionalproperties", "merkmale"],
  ]

  /// Normalized column name → the field and the rank of the name within it, 0 for its own name.
  static let fields: [String: (field: String, rank: Int)] = {
    var fields: [String: (field: String, rank: Int)] = [:]
    for field in columns.keys { fields[normalized(field)] = (field, 0) }
    for (field, names) in columns {
      for (index, name) in names.enumerated() where fields[name] == nil {
        fields[name] = (field, index + 1)
      }
    }
    return fields
  }()

  /// A column name as it is compared.
  static func normalized(_ column: String) -> String {
    TextAnalyzer.folded(column).filter { $0.isLetter || $0.isNumber }
  }
}

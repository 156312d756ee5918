/// Makes the columns of a record of an ONIX product.
struct ONIXProduct {
  private let product: ONIXElement
  /// The currency of the collection: its price counts where there are several.
  private let currency: String?
  private var columns: [RawColumn] = []

  init(_ product: ONIXElement, currency: String?) {
    self.product = product
    self.currency = currency
    readIdentifiers()
    if let detail = product.first("descriptivedetail") { readDescription(detail) }
    if let collateral = product.first("collateraldetail") { readCollateral(collateral) }
    if let publishing = product.first("publishingdetail") { readPublishing(publishing) }
    readSupply()
  }

  /// Whether the message takes the product back (list 1, notification 05).
  var isDeletion: Bool { product.value("notificationtype") == "05" }

  var record: [RawColumn] { columns }

  private mutating func add(_ name: String, _ value: RawValue, at element: ONIXElement?) {
    guard !value.isEmpty else { return }
    columns.append(RawColumn(name: name, value: value, line: element?.line ?? product.line))
  }

  private mutating func add(_ name: String, _ text: String?, at element: ONIXElement?) {
    if let text { add(name, .text(text), at: element) }
  }

  private mutating func add(_ name: String, _ texts: [String], at element: ONIXElement?) {
    var seen: Set<String> = []
    let distinct = texts.filter { seen.insert($0).inserted }
    add(name, .list(distinct.map { .text($0) }), at: element)
  }

  // MARK: Identifiers

  private mutating func readIdentifiers() {
    let identifiers = product.all("productidentifier")
    func identifier(_ type: String) -> ONIXElement? {
      identifiers.first { $0.value("productidtype") == type }
    }
    // List 5: 15 ISBN-13, 02 ISBN-10, 03 GTIN-13, 01 the sender's own number.
    let isbn = identifier("15") ?? identifier("02")
    add("id", product.value("recordreference") ?? isbn?.value("idvalue"), at: product)
    add("isbn", isbn?.value("idvalue"), at: isbn)
    let gtin = identifier("03")
    add("gtin", gtin?.value("idvalue"), at: gtin)
    let own = identifier("01")
    add("sku", own?.value("idvalue"), at: own)
  }

  // MARK: What it is

  private mutating func readDescription(_ detail: ONIXElement) {
    // List 15: 01 is the title on the title page. List 149: level 01 is the product.
    let titles = detail.all("titledetail")
    let title = titles.first { $0.value("titletype") == "01" } ?? titles.first
    let elements = title?.all("titleelement") ?? []
    let element = elements.first { $0.value("titleelementlevel") == "01" } ?? elements.first
    add("title", element.flatMap(Self.title), at: element ?? title)
    add("subtitle", element?.value("subtitle"), at: element)
    if let form = detail.value("productform") {
      add("format", ONIXCodes.format(form), at: detail.first("productform"))
    }
    readCollection(detail)
    readContributors(detail)
    let language = detail.all("language").first { $0.value("languagerole") == "01" }
    add("language", language?.value("languagecode").map(ONIXCodes.language), at: language)
    // List 23: 00 main content, 11 content, 05 and 03 pages.  List 24: 03 pages.
    let extents = detail.all("extent").filter { ($0.value("extentunit") ?? "03") == "03" }
    let pages = ["00", "11", "03", "05", "08", "07"].lazy.compactMap { type in
      extents.first { $0.value("extenttype") == type }
    }.first
    add("pages", pages?.value("extentvalue").map { .plain($0) } ?? .none, at: pages)
    if let edition = detail.value("editionnumber"), edition != "1" {
      add("attributes.edition", .plain(edition), at: detail.first("editionnumber"))
    }
    readSubjects(detail)
  }

  private static func title(of element: ONIXElement) -> String? {
    if let text = element.value("titletext") { return text }
    let parts = [element.value("titleprefix"), element.value("titlewithoutprefix")]
    return parts.compactMap(\.self).joined(separator: " ").nonEmpty
  }

  private mutating func readCollection(_ detail: ONIXElement) {
    let collection = detail.all("collection").first
    // List 149: level 02 is the collection, 01 the product's place in it.
    let elements = collection?.all("titledetail").flatMap { $0.all("titleelement") } ?? []
    let own = elements.first { $0.value("titleelementlevel") == "02" } ?? elements.first
    add("series", own.flatMap(Self.title), at: own)
    let sequence = collection?.all("collectionsequence").first?.value("collectionsequencenumber")
    let number = elements.lazy.compactMap { $0.value("partnumber") }.first ?? sequence
    // Words (`Book the second`) are no number; the title tells them anyway.
    let digits = number?.split(separator: " ").last.map(String.init)
    if let digits, Double(digits) != nil { add("series_number", .plain(digits), at: own) }
  }

  private mutating func readContributors(_ detail: ONIXElement) {
    let contributors = detail.all("contributor").sorted {
      (Int($0.value("sequencenumber") ?? "") ?? .max)
        < (Int($1.value("sequencenumber") ?? "") ?? .max)
    }
    var authors: [String] = []
    var others: [String: [String]] = [:]
    for contributor in contributors {
      guard let name = Self.name(of: contributor) else { continue }
      let roles = contributor.values("contributorrole")
      if roles.contains(where: ONIXCodes.authorRoles.contains) { authors.append(name) }
      for role in roles {
        if let attribute = ONIXCodes.otherRoles[role] {
          others[attribute, default: []].append(name)
        }
      }
    }
    // Anthologies have editors only.
    if authors.isEmpty { authors = others["editors"] ?? [] }
    add("authors", authors, at: contributors.first)
    for (attribute, names) in others.sorted(by: { $0.key < $1.key }) {
      add("attributes.\(attribute)", names, at: contributors.first)
    }
  }

  private static func name(of contributor: ONIXElement) -> String? {
    if let name = contributor.value("personname") ?? contributor.value("corporatename") {
      return name
    }
    let parts = [contributor.value("namesbeforekey"), contributor.value("keynames")]
    if let name = parts.compactMap(\.self).joined(separator: " ").nonEmpty { return name }
    guard let inverted = contributor.value("personnameinverted") else { return nil }
    return inverted.split(separator: ",", maxSplits: 1).reversed().map(\.trimmed)
      .joined(separator: " ")
  }

  private mutating func readSubjects(_ detail: ONIXElement) {
    let subjects = detail.all("subject")
    var headings: [String] = []
    var keywords: [String] = []
    var category: [String] = []
    var codes: [String] = []
    for subject in subjects {
      let scheme = subject.value("subjectschemeidentifier")
      let text = subject.value("subjectheadingtext")
      // List 27: 20 keywords; 10 BISAC, 12 BIC, 26 Warengruppe, 29 CLIL, 93 to 99 Thema.
      if scheme == "20", let text {
        keywords += text.split { $0 == ";" || $0 == "," }.map(\.trimmed)
      } else if let text {
        headings.append(text)
        if category.isEmpty || subject.first("mainsubject") != nil {
          category = text.split(separator: "/").map(\.trimmed)
        }
      } else if let code = subject.value("subjectcode") {
        codes.append(code)
      }
    }
    let parts = headings.flatMap { $0.split(separator: "/").map(\.trimmed) }
    add("category", category, at: subjects.first)
    add("subjects", (keywords + parts.filter { !category.contains($0) }), at: subjects.first)
    add("attributes.subject_codes", codes, at: subjects.first)
  }

  // MARK: What is said of it

  private mutating func readCollateral(_ collateral: ONIXElement) {
    // List 153: 03 description, 02 short description, 30 the same in other words, 12 biography.
    let contents = collateral.all("textcontent")
    let types = ["03", "30", "02", "05"]
    let description = types.lazy.compactMap { type in
      contents.first { $0.value("texttype") == type }
    }.first
    add("description", description?.first("text")?.markup, at: description)
    // List 158: 01 front cover.
    let cover = collateral.all("supportingresource").first {
      $0.value("resourcecontenttype") == "01"
    }
    let link = cover?.all("resourceversion").lazy.compactMap { $0.value("resourcelink") }.first {
      $0.hasPrefix("https://") || $0.hasPrefix("http://")
    }
    add("image", link, at: cover)
  }

  private mutating func readPublishing(_ publishing: ONIXElement) {
    // List 45: 01 publisher.
    let publishers = publishing.all("publisher")
    let publisher = publishers.first { $0.value("publishingrole") == "01" } ?? publishers.first
    let imprint = publishing.first("imprint")?.value("imprintname")
    add("publisher", publisher?.value("publishername") ?? imprint, at: publisher)
    if let imprint, imprint != publisher?.value("publishername") {
      add("attributes.imprint", imprint, at: publishing.first("imprint"))
    }
    // List 163: 01 publication, 11 first publication, 19 of the print counterpart.
    let dates = publishing.all("publishingdate")
    let date = ["01", "11", "19"].lazy.compactMap { role in
      dates.first { $0.value("publishingdaterole") == role }
    }.first
    add("published", date?.value("date").map { .plain(ONIXCodes.date($0)) } ?? .none, at: date)
  }

  // MARK: What it costs

  private mutating func readSupply() {
    let supplies = product.all("productsupply").flatMap { $0.all("supplydetail") }
    let prices = supplies.flatMap { $0.all("price") }.filter { $0.value("priceamount") != nil }
    let wanted = prices.filter { $0.value("currencycode") == currency }
    let ranked = (wanted.isEmpty ? prices : wanted).enumerated().min { one, other in
      let ranks = (rank(one.element), rank(other.element))
      return ranks.0 == ranks.1 ? one.offset < other.offset : ranks.0 < ranks.1
    }
    if let price = ranked?.element, let amount = price.value("priceamount") {
      let code = price.value("currencycode").map { " \($0)" } ?? ""
      add("price", .number(amount + code), at: price)
    }
    let availability = supplies.lazy.compactMap { supply -> (ONIXElement, String)? in
      supply.value("productavailability").flatMap(ONIXCodes.availability).map { (supply, $0) }
    }
    let status = product.first("publishingdetail")?.value("publishingstatus")
    if let (supply, words) = availability.first {
      add("availability", words, at: supply)
    } else if status == "02" {
      // List 64: forthcoming.
      add("availability", "preorder", at: product)
    }
    let stock = supplies.flatMap { $0.all("stock") }.first
    add("stock", stock?.value("onhand").map { .plain($0) } ?? .none, at: stock)
  }

  private func rank(_ price: ONIXElement) -> Int {
    ONIXCodes.rank(ofPrice: price.value("pricetype"))
  }
}

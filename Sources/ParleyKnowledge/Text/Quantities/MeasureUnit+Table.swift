extension MeasureUnit {
  /// The units that goods are sold by.
  ///
  /// Lengths are counted in millimetres, areas in square centimetres, masses in grams, volumes in
  /// millilitres (gallons and their parts are those of the United States), power in watts, currents
  /// in amperes, memory in megabytes, a thousand of which are a gigabyte.
  static let table: [MeasureUnit] = [
    MeasureUnit(
      "mm", .length, 1, en: "mm, millimeter, millimeters, millimetre, millimetres",
      de: "millimeter", fr: "millimetre, millimetres", es: "milimetro, milimetros",
      pt: "milimetro, milimetros"),
    MeasureUnit(
      "cm", .length, 10, en: "cm, centimeter, centimeters, centimetre, centimetres",
      de: "zentimeter", fr: "centimetre, centimetres", es: "centimetro, centimetros",
      pt: "centimetro, centimetros"),
    MeasureUnit(
      "m", .length, 1000, en: "m, meter, meters, metre, metres", de: "meter, metern",
      fr: "metre, metres", es: "metro, metros", pt: "metro, metros"),
    MeasureUnit(
      "in", .length, 25.4, [.fractions, .sign], en: "in, inch, inches", de: "zoll",
      fr: "pouce, pouces", es: "pulgada, pulgadas", pt: "polegada, polegadas"),
    MeasureUnit(
      "ft", .length, 304.8, [.fractions, .sign], en: "ft, foot, feet", de: "fuss",
      fr: "pied, pieds", es: "pie, pies", pt: "pe, pes"),
    MeasureUnit("yd", .length, 914.4, [.fractions], en: "yd, yds, yard, yards"),

    MeasureUnit("sq in", .area, 6.4516, en: "sq in, square inch, square inches"),
    MeasureUnit("sq ft", .area, 929.0304, en: "sq ft, sqft, square foot, square feet"),
    MeasureUnit(
      "m²", .area, 10_000, en: "sq m, sqm, m2, square meter, square meters, square metres",
      de: "qm, quadratmeter", fr: "metre carre, metres carres",
      es: "metro cuadrado, metros cuadrados", pt: "metro quadrado, metros quadrados"),

    MeasureUnit("mg", .mass, 0.001, en: "mg, milligram, milligrams", de: "milligramm"),
    MeasureUnit(
      "g", .mass, 1, en: "g, gr, gram, grams", de: "gramm", fr: "gramme, grammes",
      es: "gramo, gramos", pt: "grama, gramas"),
    MeasureUnit(
      "kg", .mass, 1000, en: "kg, kilo, kilos, kilogram, kilograms", de: "kilo, kilogramm",
      fr: "kilo, kilos, kilogramme, kilogrammes", es: "kilo, kilos, kilogramo, kilogramos",
      pt: "quilo, quilos, quilograma, quilogramas"),
    MeasureUnit(
      "oz", .mass, 28.349_523_125, [.fractions], en: "oz, ounce, ounces", de: "unze, unzen",
      fr: "once, onces", es: "onza, onzas", pt: "onca, oncas"),
    MeasureUnit(
      "lb", .mass, 453.592_37, [.fractions], en: "lb, lbs, pound, pounds", fr: "livre, livres",
      es: "libra, libras", pt: "libra, libras"),

    MeasureUnit(
      "ml", .volume, 1, en: "ml, milliliter, milliliters, millilitre, millilitres",
      de: "milliliter", fr: "millilitre, millilitres", es: "mililitro, mililitros",
      pt: "mililitro, mililitros"),
    MeasureUnit(
      "cl", .volume, 10, en: "cl, centiliter, centiliters, centilitre, centilitres",
      de: "zentiliter", fr: "centilitre, centilitres", es: "centilitro, centilitros",
      pt: "centilitro, centilitros"),
    MeasureUnit(
      "l", .volume, 1000, en: "l, liter, liters, litre, litres", de: "liter, litern",
      fr: "litre, litres", es: "litro, litros", pt: "litro, litros"),
    MeasureUnit(
      "fl oz", .volume, 29.573_529_562_5, [.fractions],
      en: "fl oz, floz, fluid ounce, fluid ounces"),
    MeasureUnit("pt", .volume, 473.176_473, [.fractions], en: "pt, pint, pints"),
    MeasureUnit("qt", .volume, 946.352_946, [.fractions], en: "qt, qts, quart, quarts"),
    MeasureUnit(
      "gal", .volume, 3785.411_784, [.fractions], en: "gal, gals, gallon, gallons",
      de: "gallone, gallonen", fr: "gallon, gallons", es: "galon, galones", pt: "galao, galoes"),
    MeasureUnit(
      "cu ft", .volume, 28_316.846_592, [.fractions], en: "cu ft, cuft, cubic foot, cubic feet"),

    MeasureUnit("W", .power, 1, en: "w, watt, watts", es: "vatio, vatios"),
    MeasureUnit("kW", .power, 1000, en: "kw, kilowatt, kilowatts", es: "kilovatio, kilovatios"),
    MeasureUnit("V", .voltage, 1, en: "v, volt, volts", es: "voltio, voltios"),
    MeasureUnit(
      "A", .current, 1, en: "a, amp, amps, ampere, amperes", es: "amperio, amperios"),
    MeasureUnit("mA", .current, 0.001, en: "ma, milliamp, milliamps, milliampere"),
    MeasureUnit("Ah", .charge, 1, en: "ah, amp hour, amp hours", de: "amperestunden"),
    MeasureUnit("mAh", .charge, 0.001, en: "mah, milliamp hour, milliamp hours"),

    MeasureUnit("MB", .memory, 1, en: "mb, megabyte, megabytes", fr: "mo, megaoctets"),
    MeasureUnit("GB", .memory, 1000, en: "gb, gigabyte, gigabytes", fr: "go, gigaoctets"),
    MeasureUnit("TB", .memory, 1_000_000, en: "tb, terabyte, terabytes", fr: "to, teraoctets"),

    MeasureUnit("pack", .count, 1, en: "pk, pack, packs"),
  ]
}

/// The names of columns, as programs and people write them.
enum ColumnName {
  /// A name in one form: lower case, what is no letter or number as one low line, brackets gone; `Cost (USD)` and
  /// `cost_usd` are one.
  @Sendable static func plain(_ name: String) -> String {
    var letters: [UInt8] = []
    letters.reserveCapacity(name.utf8.count)
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): letters.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): letters.append(byte | 0x20)
      case 0x80...: return plainOfScalars(name)
      default: if let last = letters.last, last != UInt8(ascii: "_") { letters.append(UInt8(ascii: "_")) }
      }
    }
    if letters.last == UInt8(ascii: "_") { letters.removeLast() }
    return String(decoding: letters, as: UTF8.self)
  }

  /// The same of a name with more than ASCII.
  private static func plainOfScalars(_ name: String) -> String {
    var plain = ""
    for scalar in name.lowercased().unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        plain.unicodeScalars.append(scalar)
      } else if !plain.isEmpty, !plain.hasSuffix("_") {
        plain += "_"
      }
    }
    return plain.hasSuffix("_") ? String(plain.dropLast()) : plain
  }

  /// Decimal places between the unit of time that ends a name and a nanosecond: seconds where none does.
  static func places(_ name: String) -> Int {
    let words = words(name)
    func ends(_ units: String...) -> Bool { units.contains { words.hasSuffix("_" + $0) } }
    if ends("ms", "milliseconds", "millis", "msec") { return 6 }
    if ends("us", "microseconds", "micros", "usec") { return 3 }
    return ends("ns", "nanoseconds", "nanos", "nano") ? 0 : 9
  }

  /// Decimal places between the unit of money in a name and a picodollar: dollars where none stands there.
  static func dollarPlaces(_ name: String) -> Int {
    let parts = Set(words(name).split(separator: "_").map { String($0) })
    let isCents = !parts.isDisjoint(with: ["cents", "cent", "microcents", "millicents"])
    let dollars = isCents ? 10 : 12
    if !parts.isDisjoint(with: ["micros", "micro", "microusd", "microdollars", "microcents"]) {
      return dollars - 6
    }
    if parts.contains("millicents") { return dollars - 3 }
    return parts.isDisjoint(with: ["nanousd", "nano", "nanos"]) ? dollars : 3
  }

  /// A name in words, each capital behind a small letter beginning one: `promptTokens` and `prompt_tokens` are one.
  @Sendable static func words(_ name: String) -> String {
    var spaced: [UInt8] = []
    spaced.reserveCapacity(name.utf8.count)
    var wasSmall = false
    for byte in name.utf8 {
      var isSmall = false
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): isSmall = true
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): if wasSmall { spaced.append(UInt8(ascii: "_")) }
      case 0x80...: return wordsOfCharacters(name)
      default: break
      }
      wasSmall = isSmall
      spaced.append(byte)
    }
    return plain(String(decoding: spaced, as: UTF8.self))
  }

  /// The same of a name with more than ASCII.
  private static func wordsOfCharacters(_ name: String) -> String {
    var spaced = ""
    var wasSmall = false
    for character in name {
      if wasSmall, character.isUppercase { spaced += "_" }
      wasSmall = character.isLowercase || character.isNumber
      spaced.append(character)
    }
    return plain(spaced)
  }

  /// What logs put before the names of counts and settings: where they lay before they became a column.
  private static let places = [
    "gen_ai_usage_", "gen_ai_request_", "gen_ai_", "genai_", "response_usage_", "llm_usage_", "usage_",
    "llm_",
    "openai_",
  ]

  /// The letters and digits of a name, in small letters.
  @Sendable static func letters(_ name: String) -> String { plain(name).filter { $0 != "_" } }

  /// What may stand in brackets behind a name and changes nothing.
  private static let remarks: Set<String> = ["in", "out", "utc", "gmt", "count", "total", "tokens"]

  /// A name in one form without a remark in brackets: `Prompt tokens (in)`.
  @Sendable fileprivate static func bare(_ name: String) -> String {
    guard name.hasSuffix(")"), let start = name.lastIndex(of: "("),
      remarks.contains(plain(String(name[start...])))
    else { return plain(name) }
    return plain(String(name[..<start]))
  }

  /// The letters of a name without the place that stands before it.
  @Sendable private static func last(_ name: String) -> String {
    let words = words(name)
    return letters(places.first(where: words.hasPrefix).map { String(words.dropFirst($0.count)) } ?? words)
  }

  /// The forms in which a wanted name and a file's are one, the nearest first; the last allows a place before the name.
  fileprivate static let forms: [(wanted: @Sendable (String) -> String, own: @Sendable (String) -> String)] =
    [
      (plain, bare), (plain, plain), (letters, letters), (letters, last),
    ]
}

/// Names that are looked for in every record: in any form, but without a place before them.
struct WantedNames: Sendable {
  private let plain: Set<String>
  private let letters: Set<String>

  init(_ names: [String]) {
    plain = Set(names.map(ColumnName.plain))
    letters = Set(names.map(ColumnName.letters))
  }

  /// Whether a name is one of them.
  func contains(_ name: String) -> Bool {
    letters.contains(ColumnName.letters(name)) || plain.contains(ColumnName.bare(name))
  }
}

/// The names of a file's columns, to be found in any form; a form is made of all of them once, when it is asked for.
struct ColumnNames {
  /// The most bytes of a name that is looked at in another form than its own: a line of megabytes is one to nobody.
  private static let longest = 1000
  private let names: [String]
  private let exact: Set<String>
  private var places: [[String: [Int]]?]

  init(_ names: [String]) {
    self.names = names
    exact = Set(names)
    places = Array(repeating: nil, count: ColumnName.forms.count)
  }

  /// The first of some names that the file has as it stands.
  func exactly(_ wanted: [String]) -> String? { wanted.first(where: exact.contains) }

  /// The first of some names that the file has: as they stand, else in another form, by their letters, or behind a
  /// place.
  ///
  /// - Parameters:
  ///   - taken: names of the file that mean something else.
  ///   - isAnywhere: whether a place may stand before the name.
  mutating func find(_ wanted: [String], taken: Set<String> = [], isAnywhere: Bool = true) -> String? {
    if let found = exactly(wanted) { return found }
    for form in ColumnName.forms.indices.dropLast(isAnywhere ? 0 : 1) {
      let places = places(in: form)
      for name in wanted {
        let found = places[ColumnName.forms[form].wanted(name)]?.first { !taken.contains(names[$0]) }
        if let found { return names[found] }
      }
    }
    return nil
  }

  private mutating func places(in form: Int) -> [String: [Int]] {
    if let known = places[form] { return known }
    var found: [String: [Int]] = [:]
    for (place, name) in names.enumerated() where !name.isEmpty && name.utf8.count <= ColumnNames.longest {
      found[ColumnName.forms[form].own(name), default: []].append(place)
    }
    places[form] = found
    return found
  }
}

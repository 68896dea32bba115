/// The names of columns, as programs and people write them.
enum ColumnName {
  /// A name in one form: lower case, what is no letter or number as one low line, brackets gone; `Cost (USD)` and
  /// `cost_usd` are one.
  static func plain(_ name: String) -> String {
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

  /// Whether a name says that the column holds milliseconds.
  static func isMilliseconds(_ name: String) -> Bool {
    let plain = plain(name)
    return plain.hasSuffix("_ms") || plain.hasSuffix("_milliseconds")
  }

  /// The first of some names that a file has: as they stand, else in another form.
  ///
  /// - Parameter taken: names of the file that mean something else.
  static func find(_ names: [String], in available: [String], taken: Set<String> = []) -> String? {
    if let exact = names.first(where: available.contains) { return exact }
    let forms = available.map(plain)
    for name in names {
      let form = plain(name)
      for (place, other) in forms.enumerated() where other == form && !taken.contains(available[place]) {
        return available[place]
      }
    }
    return nil
  }
}

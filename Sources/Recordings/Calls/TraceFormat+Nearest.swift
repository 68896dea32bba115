extension TraceFormat {
  /// What a message says of a file with some names that no format but a table's fits: the formats that are near, where some
  /// are, and where the rest are told.
  static func noOtherFits(_ names: [String]) -> String {
    let near = nearest(to: names)
    let words =
      near.count < 2 ? near.joined() : near.dropLast().joined(separator: ", ") + " and " + (near.last ?? "")
    return "; no other format fits"
      + (near.isEmpty ? "" : ", \(words) \(near.count < 2 ? "comes" : "come") nearest")
      + " (`simbench list formats` names them)"
  }

  /// The names of the formats that a file has most of the marks of, two at least; a name that begins with that of a format,
  /// where it is no common word, counts for two.
  private static func nearest(to names: [String]) -> [String] {
    let found = marks.map { format in
      names.reduce(0) { sum, name in
        sum + (format.words.contains(name) ? 1 : 0)
          + (format.name.utf8.count > 4 && name.hasPrefix(format.name + "_") ? 2 : 0)
      }
    }
    return marks.indices.filter { found[$0] > 1 }.sorted { (found[$1], $0) < (found[$0], $1) }.prefix(3).map {
      marks[$0].name
    }
  }

  /// The words by which each format but a table is told.
  private static let marks: [(name: String, words: Set<String>)] = all.dropLast().map { format in
    let words = format.recognition.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "." }
    return (format.name, Set(words.map { String($0) }))
  }
}

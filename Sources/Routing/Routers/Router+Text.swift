import Traffic

extension RouterDeclaration {
  /// A share of the calls at random: the straight line between the two models.
  static let random = RouterDeclaration("random", "a share of the calls at random") { _, task in
    .scores(Array(repeating: 0, count: task.rows.count))
  }

  /// Long prompts go to the strong model.
  static let length = RouterDeclaration("length", "long prompts to the strong model", readsText: true) {
    _, task in
    .scores(
      task.rows.map { row in
        task.table.texts.withBytes(of: row) { text in Double(text.count { $0 & 0xC0 != 0x80 }) }
      })
  }

  /// Article 001's signals.
  static let signals = RouterDeclaration(
    "signals", "article 001's five signals; strong above a score of one half", readsText: true,
    threshold: { _ in RouterThreshold(key: 0.5) }
  ) { _, task in .scores(task.rows.map { ComplexitySignals.score(task.table.texts[$0]) }) }

  /// Article 002's keywords.
  static let keywords = RouterDeclaration(
    "keywords", "article 002's keywords as three classes", readsText: true,
    parameters: [
      Parameter("medium", 1, 0...1, isWhole: true, "1 sends medium to the strong model, 0 to the weak one"),
      Parameter("words", 0, 0...1, isWhole: true, "1 matches whole words instead of substrings"),
    ], threshold: { RouterThreshold(key: $0["medium"] == 1 ? 0 : 1) }
  ) { parameters, task in
    let wholeWords = parameters["words"] == 1
    return .scores(
      task.rows.map { row in
        Double(KeywordComplexity.classify(task.table.texts[row], wholeWords: wholeWords).rawValue)
      })
  }
}

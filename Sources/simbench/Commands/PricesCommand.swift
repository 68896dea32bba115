import Declarations
import Providers
import Tables

/// `simbench prices`: the price book.
enum PricesCommand {
  static let declaration = CommandDeclaration(
    name: "prices", summary: "print the price book in dollars per million tokens",
    arguments: [ArgumentDeclaration("[MODEL]", values: .pricedModels)],
    options: [UserPrices.option, .flag("--json", "in LiteLLM's schema, with what is not read and why")],
    example: "simbench prices gpt-4o"
  ) { invocation throws(Diagnostic) in
    // Without a model a file is listed alone: what it lacks is not its own.
    let isWhole = invocation.arguments.isEmpty
    let path = isWhole ? invocation.value("--prices") : nil
    let book = if let path { try UserPrices.read(path) } else { try UserPrices.book(invocation) }
    var entries = book.entries
    if let model = invocation.arguments.first {
      let match = try find(model, in: book)
      entries = [match.entry]
    } else if let summary = book.summary {
      let hint = invocation.has("--json") ? "" : "; --json lists them"
      Console.note("simbench: \(NumberText.count(book.entries.count, "model")) priced; \(summary)\(hint)")
    }
    let shown =
      isWhole ? book.warnings : book.warnings.filter { $0.message.hasPrefix("'\(entries[0].model).") }
    warn(shown, book.source)
    Console.print(invocation.has("--json") ? book.json(entries).text() + "\n" : book.table(entries))
    return 0
  }

  /// The entry of a model, with a note on stderr where the name or the book is another.
  ///
  /// - Throws: a `Diagnostic` of kind `usage` with a hint, or with why the book has no price for the name.
  static func find(_ model: String, in book: PriceBook) throws(Diagnostic) -> PriceBook.Match {
    guard let match = book.resolve(model) else { throw Diagnostic(book.missing(model), kind: .usage) }
    if let note = match.note(model) {
      Console.note("simbench: \(note)")
    } else if match.entry.book != book.label {
      Console.note("simbench: '\(model)' is not in \(book.source); its price is from \(match.entry.book)")
    }
    return match
  }

  /// Warnings on stderr, as `file:line:col: warning: ...`; many are counted.
  static func warn(_ warnings: [Diagnostic], _ path: String) {
    for warning in warnings.prefix(5) { Console.note(line(warning, path)) }
    if warnings.count > 5 { Console.note("simbench: \(warnings.count - 5) more prices like these") }
  }

  /// A finding as a line.
  static func line(_ finding: Diagnostic, _ path: String) -> String {
    let place = finding.position.map { ":\($0.line):\($0.column)" } ?? ""
    return "\(path)\(place): warning: \(finding.message)"
  }
}

/// `simbench prices lint`: what cannot be right in a price book.
enum PricesLintCommand {
  static let declaration = CommandDeclaration(
    name: "prices lint", summary: "tell what cannot be right in a price book", arguments: ["FILE"],
    options: [.flag("--strict", "exit with 65 when something was found")],
    example: "simbench prices lint prices.json --strict"
  ) { invocation throws(Diagnostic) in
    let path = invocation.arguments[0]
    let book = try UserPrices.read(path)
    let findings = try UserPrices.placed(path) { bytes throws(Diagnostic) in try PriceBook.lint(bytes) }
    for finding in findings { Console.print(PricesCommand.line(finding, path).singleLine + "\n") }
    if let summary = book.summary { Console.note("simbench: \(summary)") }
    let found = NumberText.count(findings.count, "finding")
    Console.note("simbench: \(NumberText.count(book.entries.count, "model")) priced, \(found)")
    return findings.isEmpty || !invocation.has("--strict") ? 0 : Diagnostic.Kind.badInput.exitCode
  }
}

/// `simbench prices update`: takes a price book as the user's own.
enum PricesUpdateCommand {
  static let declaration = CommandDeclaration(
    name: "prices update", summary: "take a price book that later runs use before the embedded one",
    arguments: ["FILE"],
    options: [
      .value("--date", "DAY", "the day of the prices, where the file has no _date, such as 2026-11-28")
    ],
    example: "simbench prices update model_prices_and_context_window.json --date 2026-11-28"
  ) { invocation throws(Diagnostic) in
    let path = invocation.arguments[0]
    let book = try UserPrices.read(path)
    let target = try UserPrices.install(path, date: invocation.value("--date"), dated: book.date)
    PricesCommand.warn(book.warnings, path)
    if book.date == PriceBook.undated, invocation.value("--date") == nil {
      Console.note("simbench: \(path) has no date; --date states the day of its prices")
    }
    if let summary = book.summary { Console.note("simbench: \(summary)") }
    Console.print(
      "\(NumberText.count(book.entries.count, "model")) priced in \(target); remove it to go back to the embedded book\n"
    )
    return 0
  }
}

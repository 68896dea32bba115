/// What every page says, in the order in which it is read: the question, the answer, what shows it, how sure it is,
/// what else to know, and how to make it again.
struct PageOutline {
  /// What was asked.
  var question: String
  /// The answer in a sentence.
  var answer: String
  /// Where the figures come from, in a sentence.
  var ground: String
  /// What shows the answer.
  var evidence: [HTML] = []
  /// What the intervals cover, in a sentence.
  var interval: String
  /// What else the reader should know: assumptions and warnings, a sentence each.
  var notes: [String] = []

  /// The page.
  func page(_ sources: PageSources) -> Page {
    let head: [HTML] = [
      .tag("h1", question), .tag("p", [("class", "answer")], answer),
      .tag("p", [("class", "soft")], ground),
    ]
    let tail: [HTML] =
      [.tag("h2", "What to know"), .tag("p", interval)] + notes.map { .tag("p", $0) } + [
        .tag("h2", "To make this page again"), .tag("pre", [("tabindex", "0")], sources.command),
      ]
    return Page(title: "simbench: \(question)", body: head + evidence + tail, data: sources.files)
  }

  /// Text that ends as a sentence does.
  static func sentence(_ text: String) -> String {
    text.hasSuffix(".") || text.hasSuffix("?") || text.hasSuffix(":") ? text : text + "."
  }
}

extension Page {
  /// A table of columns of text.
  static func table(_ names: TextBlock.Column, _ columns: [TextBlock.Column], caption: String) -> HTML {
    table(
      [names.heading] + columns.map(\.heading),
      names.cells.indices.map { row in
        [.text(names.cells[row])] + columns.map { .text($0.cells[row]) }
      }, caption: caption)
  }
}

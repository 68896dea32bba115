import Reporting

/// Names with what they are, as the help lists them in 80 columns.
enum HelpTable {
  /// The longest name that has its text beside it; a longer one stands on a line of its own.
  private static let longest = 24

  /// The rows as lines; those that a text goes on in are set in below its first.
  static func text(_ rows: [(String, String)]) -> String {
    let width = 4 + (rows.map(\.0.count).filter { $0 <= longest }.max() ?? 0)
    let space = String(repeating: " ", count: width)
    return rows.map { name, meaning in
      let gap = name.count > longest ? "\n" + space : String(space.dropFirst(2 + name.count))
      let lines = meaning.wrapped(to: 80 - width)
      return "  " + name + gap + lines.joined(separator: "\n" + space) + "\n"
    }.joined()
  }
}

import Tables
/// Text and numbers in a gnuplot script.
///
/// A script is safe by construction: text of users stands in single-quoted strings only, in which gnuplot
/// substitutes no commands, macros or escapes, never in comments or data; and markup is off.
enum GnuplotText {
  /// A text as a single-quoted string; characters that could end a line or act on a terminal become spaces.
  ///
  /// Quotes become typographic ones: gnuplot 5.4 stumbles over a doubled quote at the start of a string.
  static func quoted(_ text: String) -> String {
    var result = "'"
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x27: result += "\u{2019}"
      case 0x60: result += "\u{2018}"
      case 0x5C: result += "\u{2216}"
      case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069:
        result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "'"
  }

  /// The most bytes that gnuplot keeps of a tic with a percent sign: it writes them into a buffer of 50, and goes on with
  /// half a character where one does not fit.
  private static let mostBytesOfTic = 48

  /// Whether gnuplot keeps the whole text at the place of a tic.
  static func fitsTic(_ text: String) -> Bool {
    !text.contains("%") || quoted(text).utf8.count - 2 <= mostBytesOfTic
  }

  /// A text for the place of a tic, where gnuplot reads percent signs as formats; what does not fit is cut.
  static func tic(_ text: String) -> String {
    var kept = text
    while !fitsTic(kept) { kept = kept.dropLast(kept.hasSuffix("…") ? 2 : 1) + "…" }
    return quoted(kept.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%"))
  }

  /// A number, or `NaN` for gnuplot to leave out.
  static func number(_ value: Double) -> String { DecimalDigits(value)?.rounded(toDigits: 8).plain ?? "NaN" }

  /// A block of numbers under a name; a row is a line, and nil ends a line of the drawing.
  static func data(_ name: String, _ rows: [[Double]?]) -> String {
    var text = "$\(name) << EOD\n"
    for row in rows { text += (row?.map(number).joined(separator: " ") ?? "") + "\n" }
    return text + "EOD\n"
  }
}

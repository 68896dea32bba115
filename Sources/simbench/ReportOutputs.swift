import Declarations
import Files
import Reporting

/// Where the reports of a check go: forms on standard output, and forms in files.
struct ReportOutputs {
  static let declarations: [OptionDeclaration] = [
    .value(
      "--format", "FORM[=FILE]",
      "text, markdown, json, junit, github or gitlab; into a file where one stands behind it, but for -",
      repeatable: true, values: .choices(forms)),
    .flag("--json", "the same as --format json"),
    .flag("--all", "list every figure in the text, what held included"),
  ]

  private static let forms = ["text", "markdown", "json", "junit", "github", "gitlab"]
  /// Forms that are documents: nothing else may stand beside one.
  private static let documents = ["json", "junit", "gitlab"]

  private var printed: [String] = []
  private var written: [(form: String, path: String)] = []
  private let showsAll: Bool

  /// Reads the options of an invocation.
  ///
  /// - Throws: a `Diagnostic` of kind `usage`.
  init(_ invocation: Invocation) throws(Diagnostic) {
    showsAll = invocation.has("--all")
    if invocation.has("--json") { printed.append("json") }
    for text in invocation.all("--format") {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard ReportOutputs.forms.contains(parts[0]) else {
        throw Diagnostic(
          "--format is '\(parts[0])'; one of \(ReportOutputs.forms.joined(separator: ", ")) was expected",
          kind: .usage)
      }
      guard parts.count > 1 else {
        printed.append(parts[0])
        continue
      }
      guard !parts[1].isEmpty else {
        throw Diagnostic("--format '\(text)' lacks the file; \(parts[0])=FILE was expected", kind: .usage)
      }
      // What goes to standard output is printed.
      if parts[1] == "-" { printed.append(parts[0]) } else { written.append((parts[0], parts[1])) }
    }
    if printed.isEmpty && written.isEmpty { printed = ["text"] }
    if let document = printed.first(where: ReportOutputs.documents.contains), printed.count > 1 {
      throw Diagnostic(
        "\(document) and \(printed.first { $0 != document } ?? document) would both go to standard output, where "
          + "\(document) must stand alone; --format \(document)=FILE was expected", kind: .usage)
    }
  }

  /// Refuses files that would replace what is read, or that cannot be written.
  func check(inputs: [String]) throws(Diagnostic) {
    for (_, path) in written { try OutputFolder.checkFile(path, replacing: inputs) }
  }

  /// Prints the report and writes its files.
  ///
  /// - Throws: a `Diagnostic` of kind `outputFailed`.
  func deliver(_ report: CheckReport) throws(Diagnostic) {
    for form in printed { Console.print(text(report, form)) }
    for (form, path) in written { try AtomicFile.write(text(report, form), to: path) }
  }

  private func text(_ report: CheckReport, _ form: String) -> String {
    switch form {
    case "json": report.json.text() + "\n"
    case "markdown": report.markdown
    case "junit": report.junit
    case "github": report.github
    case "gitlab": report.gitlab.text() + "\n"
    default: report.text(showsAll: showsAll)
    }
  }
}

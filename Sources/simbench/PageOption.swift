import Declarations
import Files
import Reporting

/// The option `--html`: the page of a command, declared once for all that have one.
struct PageOption {
  /// The options.
  static let declarations: [OptionDeclaration] = [
    .value("--html", "FILE", "also write the page that is forwarded: one file, no network"),
    .flag("--private", "the page names no file and holds no text of what was read"),
  ]

  /// Bytes of tables beyond which they are left to the folder: the page stays below two megabytes.
  private static let mostBytes = 400_000

  private let invocation: Invocation
  /// Where the page goes; nil where none is wanted.
  let path: String?

  /// The option of an invocation.
  ///
  /// - Throws: a `Diagnostic` of kind `usage` when a page is described and none is wanted.
  init(_ invocation: Invocation) throws(Diagnostic) {
    self.invocation = invocation
    path = invocation.value("--html")
    if path == nil, invocation.has("--private") {
      throw Diagnostic("--private is for the page; --html FILE was expected beside it", kind: .usage)
    }
  }

  /// Whether names and texts stay out.
  var isPrivate: Bool { invocation.has("--private") }

  /// Refuses a page that would replace what is read, or that cannot be written.
  func check(inputs: [String]) throws(Diagnostic) {
    guard let path else { return }
    try OutputFolder.checkFile(path, replacing: inputs)
  }

  /// Writes the page, where one is wanted.
  ///
  /// - Parameters:
  ///   - folder: where the results are.
  ///   - charts: the names of charts that may be there.
  ///   - tables: the names of tables that may be there.
  /// - Throws: a `Diagnostic` of kind `outputFailed`.
  func write(
    folder: String? = nil, charts: [String] = [], tables: [String] = [], _ text: (PageSources) -> String
  ) throws(Diagnostic) {
    guard let path else { return }
    func read(_ name: String) -> String? {
      folder.flatMap { try? String(contentsOfFile: FilePath.join($0, name), encoding: .utf8) }
    }
    var left = PageOption.mostBytes
    let files = tables.compactMap { name -> (name: String, text: String)? in
      guard let text = read(name), text.utf8.count <= left else { return nil }
      left -= text.utf8.count
      return (name, text)
    }
    let drawn = charts.compactMap { name in read("\(name).svg").map { (name: name, svg: $0) } }
    let sources = PageSources(
      command: invocation.line(isPrivate: isPrivate), charts: drawn, files: files, isPrivate: isPrivate)
    try AtomicFile.write(text(sources), to: path)
    Console.note("wrote \(path)")
  }
}

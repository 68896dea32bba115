import Declarations
import Experiments
import Files
import Foundation
import Reporting

/// The files of a run that its page holds: charts as drawn, and tables.
struct PageFiles {
  /// The folder of the results.
  let folder: String

  /// Bytes of tables beyond which they are left to the folder: the page stays below two megabytes.
  private static let mostBytes = 400_000

  /// Writes the page of a run.
  ///
  /// - Throws: a `Diagnostic` of kind `outputFailed`.
  func write(_ result: RunResult, charts: [String], command: String, to path: String) throws(Diagnostic) {
    let drawn = charts.compactMap { name in read("\(name).svg").map { (name: name, svg: $0) } }
    var left = PageFiles.mostBytes
    let tables = ["summary.csv", "layers.csv", "threshold.csv", "curve.csv", "sweep.csv"].compactMap {
      name -> (name: String, text: String)? in
      guard let text = read(name), text.utf8.count <= left else { return nil }
      left -= text.utf8.count
      return (name, text)
    }
    let page = RunPage(result, command: command, charts: drawn, files: tables)
    try AtomicFile.write(page.text, to: path)
  }

  private func read(_ name: String) -> String? {
    try? String(contentsOfFile: FilePath.join(folder, name), encoding: .utf8)
  }
}

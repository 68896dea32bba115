import Declarations
import Files
import Traffic

/// Queries that are left out of a table, such as those found in training data of a router.
///
/// A file is JSON lines whose objects hold the query under `eval_prompt`, as RouteLLM publishes them, or under
/// `query` or `prompt`; any other file holds one query a line.
package struct ExclusionList: Sendable {
  private let queries: Set<ArraySlice<UInt8>>

  /// An empty list.
  package init() { queries = [] }

  /// The number of queries.
  package var count: Int { queries.count }

  /// Reads a list.
  ///
  /// - Throws: a `Diagnostic` when a file is missing or a line of JSON cannot be used.
  package init(paths: [String]) throws(Diagnostic) {
    var queries: Set<ArraySlice<UInt8>> = []
    for path in paths {
      var lines = try LineReader(path: path)
      while try lines.next() {
        if lines.line.isEmpty { continue }
        guard lines.line.first == UInt8(ascii: "{") else {
          queries.insert(ArraySlice(lines.line))
          continue
        }
        queries.insert(try ExclusionList.query(lines.line, number: lines.number, path: path))
      }
    }
    self.queries = queries
  }

  func contains(_ query: ArraySlice<UInt8>) -> Bool { !queries.isEmpty && queries.contains(query) }

  private static func query(_ line: [UInt8], number: Int, path: String) throws(Diagnostic) -> ArraySlice<
    UInt8
  > {
    do throws(Diagnostic) {
      let node = try JSONParser.parse(line, what: "line")
      for key in ["eval_prompt", "query", "prompt"] {
        if let text = node[key]?.string { return ArraySlice(Array(text.utf8)) }
      }
      throw Diagnostic(
        "the object has neither 'eval_prompt', 'query' nor 'prompt'; one of them was expected",
        position: SourcePosition(line: 1, column: 1))
    } catch {
      var fault = error
      fault.position = SourcePosition(line: number, column: error.position?.column ?? 1)
      throw fault.placed(in: path)
    }
  }
}

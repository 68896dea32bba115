import Declarations
import Experiments

/// How a study is reported: its table, its chart, its part of the JSON and its sentences; one file each.
struct StudyReport: Sendable {
  /// Where its sentences stand.
  enum Place: Sendable {
    /// Behind the answer.
    case findings
    /// Behind all findings.
    case examples
    /// Among the notes.
    case notes
  }

  /// Where its sentences stand.
  var place = Place.findings
  /// The table, or nil.
  let table: ResultTable?
  /// The chart, or nil.
  var chart: Chart?
  /// The key and the value in the JSON; nil when the result has nothing of it.
  var json: @Sendable (RunResult) -> (key: String, value: JSONValue)? = { _ in nil }
  /// What it says, in sentences.
  var sentences: @Sendable (RunResult) -> [String] = { _ in [] }

  /// Every study. A new one is one file and one line here.
  static let all: [StudyReport] = [
    .threshold, .discrimination, .attribution, .size, .decision, .lookup, .falseHits, .training,
    .turns, .gaps,
  ]
}

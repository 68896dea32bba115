import Metrics
import Tables
import Declarations
import Experiments
import Simulation

/// What a result says beyond its table, in sentences.
struct Findings {
  private let result: RunResult

  /// The findings of a result.
  init(_ result: RunResult) { self.result = result }

  /// The verdict, and what the title's question gets for an answer.
  var answers: [String] {
    let words = VerdictText(result)
    return words.answers + words.sentences
  }

  /// What the studies show.
  var curves: [String] { sentences(.findings) }

  /// Examples, such as the most frequent false hits.
  var falseHits: [String] { sentences(.examples) }

  private func sentences(_ place: StudyReport.Place) -> [String] {
    StudyReport.all.filter { $0.place == place }.flatMap { $0.sentences(result) }
  }

  /// What was left out, and what the reader should know.
  var notes: [String] {
    var sentences = result.dropped.filter { $0.count > 0 }.map {
      "Left out: \(NumberText.count($0.count, "row")) (\($0.reason.singleLine))."
    }
    sentences += self.sentences(.notes)
    sentences += result.warnings.map { "Warning: \($0.singleLine)" }
    return sentences
  }
}

extension ErrorPrices {
  /// The prices in a sentence.
  var words: String {
    let stale = falseHit > 0 ? "a stale one" : "a stale hit"
    return [(falseHit, "a false hit"), (staleHit, stale)].filter { $0.0 > 0 }.map { price, what in
      "\(what) at \(NumberText.dollars(price))"
    }.joined(separator: " and ")
  }
}

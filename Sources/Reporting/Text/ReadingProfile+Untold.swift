import Recordings
import Tables

extension ReadingProfile {
  /// Which rows tell no tokens, and by which rule they were taken, each the end of a sentence.
  var untoldTokens: [String] {
    func share(_ count: Int) -> String {
      NumberText.percent(Double(count) / Double(max(1, requests))) + " of the rows"
    }
    var found: [String] = []
    for (counts, what) in [(reading.inputRules, "input"), (reading.outputRules, "output")]
    where counts.count == 3 {
      if counts[1] > 0 {
        found.append("\(what) tokens of \(share(counts[1])) by the length of the text, 4 characters a token")
      }
      if counts[2] > 0 {
        found.append(
          "\(what) tokens of \(share(counts[2])) by the settings of the workload, such as default_output_tokens"
        )
      }
    }
    return found
  }
}

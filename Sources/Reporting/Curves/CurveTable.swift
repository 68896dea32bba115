import Tables
import Declarations
import Files
import Experiments

/// `mrc.csv`: one row a policy and capacity.
package enum CurveTable {
  /// The file's name.
  /// Its name.
  package static let file = "mrc.csv"

  /// The columns; an integer but for shares. A share of what the trace does not have, and an error of what is
  /// exact, are empty.
  static let columns = [
    "policy", "capacity", "requests", "hits", "misses", "miss_ratio", "miss_ratio_error", "capacity_share",
    "bound",
    "expired", "byte_miss_ratio", "token_miss_ratio", "cost_miss_ratio",
    "standing", "version",
  ]

  /// Writes the rows, policy by policy and by ascending capacity.
  static func write(_ result: CurveResult, to csv: inout CSVWriter) throws(BufferedOutput.Failure) {
    csv.texts(columns)
    try csv.endRow()
    for line in result.lines {
      for point in line.points {
        let counts = point.counts
        csv.text(point.policy.description)
        csv.integer(point.capacity)
        csv.integer(counts.requests)
        csv.integer(counts.hits)
        csv.integer(counts.misses)
        csv.ratio(counts.missRatio)
        csv.ratio(result.sample == nil ? .nan : point.expectedError ?? .nan)
        csv.ratio(result.share(point.capacity))
        csv.text(result.standing(point.policy) == .bound ? "true" : "false")
        csv.integer(counts.expired)
        csv.ratio(result.plan.unit == .bytes ? counts.byteMissRatio : .nan)
        csv.ratio(result.hasTokens ? counts.tokenMissRatio : .nan)
        csv.ratio(result.hasCosts ? counts.costMissRatio : .nan)
        csv.text(result.standing(point.policy).rawValue)
        csv.text(point.policy.variant.rawValue)
        try csv.endRow()
      }
    }
  }
}

extension CSVWriter {
  /// Adds a share with eight decimals; an empty cell for what is no number.
  fileprivate mutating func ratio(_ value: Double) {
    cell(Array((DecimalDigits(value)?.rounded(toPlace: -8).fixed(decimals: 8) ?? "").utf8))
  }
}

import Simulation
import Tables
import Declarations
import Files
import Eviction
import Experiments

/// Hits of prompt caches as text for a terminal of 80 columns: a table, then what it says.
package struct PrefixReport {
  private let result: PrefixResult
  private let style: TextStyle

  /// A report; `isANSI` allows bold text.
  package init(_ result: PrefixResult, isANSI: Bool = false) {
    self.result = result
    style = TextStyle(isANSI: isANSI)
  }

  /// The whole report, with a line end behind each line.
  package var text: String {
    var lines = "Prompt tokens of \(result.trace.singleLine) that a prefix cache holds".wrapped(
      to: Report.width
    ).map(style.bold)
    lines += provenance.wrapped(to: Report.width, indent: "  ")
    if let (names, columns) = columns {
      lines += ["", "Hit ratio in % of tokens, by size in blocks:"]
      lines += TextBlock(names: names, columns: columns).lines(width: Report.width, style: style)
    }
    if result.lines.contains(where: \.choice.policy.isBound) { lines.append("* bound: knows the future") }
    if !sentences.isEmpty { lines.append("") }
    for sentence in sentences { lines += sentence.wrapped(to: Report.width, indent: "  ") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Where the figures come from, in a line.
  var provenance: String {
    var parts = [
      NumberText.count(result.requests, "request"),
      "\(NumberText.count(result.blocks, "block")) of \(NumberText.count(result.blockTokens, "token"))",
      "\(result.distinctBlocks.grouped) different",
    ]
    if let size = result.plan.keyValueSize {
      parts.append("\(NumberText.significant(size.bytesPerToken)) bytes a token")
    }
    if let lifetime = result.plan.lifetime {
      parts.append("a block stays \(NumberText.tic(Double(lifetime) / 1e9)) s after its last use")
    }
    let share = result.plan.warmUp.share
    parts.append(share > 0 ? "the first \(NumberText.percent(share)) fill the cache" : "all requests counted")
    return parts.joined(separator: ", ")
  }

  /// A capacity with its memory, where that is known.
  func size(_ capacity: Int) -> String {
    let blocks = NumberText.count(capacity, "block")
    return result.gibibytes(capacity).map { "\(blocks) (\(NumberText.significant($0)) GiB)" } ?? blocks
  }

  /// The table: the names of the policies, and a column a size; nil without lines.
  var columns: (names: TextBlock.Column, columns: [TextBlock.Column])? {
    let lines = result.lines
    guard let first = lines.first else { return nil }
    let count = first.points.count
    let shown: [Int]
    if case .points = result.plan.sizes, count > 7 {
      shown = (0..<7).map { ($0 * (count - 1) + 3) / 6 }
    } else {
      shown = Array(0..<count)
    }
    let columns = shown.map { place in
      let capacity = first.points[place].capacity
      let memory = result.gibibytes(capacity).map { NumberText.significant($0) + " GiB" }
      return TextBlock.Column(
        heading: capacity.grouped,
        cells: (memory.map { [$0] } ?? [])
          + lines.map { NumberText.fixed($0.points[place].counts.tokenHitRatio * 100, decimals: 2) })
    }
    let names = lines.map { $0.choice.description + ($0.choice.policy.isBound ? "*" : "") }
    return (
      TextBlock.Column(
        heading: "policy", cells: (result.plan.keyValueSize == nil ? [] : ["memory"]) + names), columns
    )
  }

  /// What the figures say, a sentence each.
  var sentences: [String] {
    guard !result.points.isEmpty else { return ["The stream has no prompts: there is no curve."] }
    let most = NumberText.percent(result.unlimited.tokenHitRatio, decimals: 2)
    var sentences = ["A cache without limit hits \(most) of the tokens."]
    if let smallest = result.smallestNearBest {
      sentences.append(
        "Smallest cache within 1 % of that, among those simulated: \(smallest.choice) with \(size(smallest.capacity))."
      )
    }
    if let unfilled = result.points.first(where: { !$0.isFilledByWarmUp }), result.plan.warmUp.share > 0 {
      sentences.append(
        "Warning: from \(size(unfilled.capacity)) on the warm-up does not fill the cache; a longer one would change "
          + "the ratios.")
    }
    if !result.isBoundProven, result.lines.contains(where: \.choice.policy.isBound) {
      sentences.append(
        "Warning: blocks follow different blocks in different prompts: belady is not proven to hit most.")
    }
    return sentences
  }
}

/// `prefix.csv`: one row a policy and capacity.
package enum PrefixTable {
  /// Its name.
  package static let file = "prefix.csv"

  static func write(_ result: PrefixResult, to csv: inout CSVWriter) throws(BufferedOutput.Failure) {
    csv.texts([
      "policy", "capacity", "requests", "blocks", "blocks_hit", "block_hit_ratio", "tokens", "tokens_hit",
      "token_hit_ratio", "gib", "bound", "filled_by_warm_up",
    ])
    try csv.endRow()
    for point in result.points {
      let counts = point.counts
      csv.text(point.choice.description)
      csv.integer(point.capacity)
      csv.integer(counts.requests)
      csv.integer(counts.blocksRequested)
      csv.integer(counts.blocksHit)
      csv.number(counts.blockHitRatio)
      csv.integer(counts.tokensRequested)
      csv.integer(counts.tokensHit)
      csv.number(counts.tokenHitRatio)
      csv.number(result.gibibytes(point.capacity) ?? .nan)
      csv.text(point.choice.policy.isBound ? "true" : "false")
      csv.text(point.isFilledByWarmUp ? "true" : "false")
      try csv.endRow()
    }
  }
}

/// Hits of prompt caches as JSON, for scripts.
package struct PrefixJSON {
  private let result: PrefixResult

  /// JSON of a result.
  package init(_ result: PrefixResult) { self.result = result }

  /// The whole result.
  package var value: JSONValue {
    JSONValue(members: [
      ("trace", .string(result.trace)), ("requests", JSONValue(result.requests)),
      ("blocks", JSONValue(result.blocks)), ("distinct_blocks", JSONValue(result.distinctBlocks)),
      ("block_tokens", JSONValue(result.blockTokens)),
      ("warm_up_share", JSONValue(result.plan.warmUp.share)),
      ("lifetime_s", result.plan.lifetime.map { JSONValue(Double($0) / 1e9) } ?? .null),
      ("bytes_per_token", JSONValue(result.plan.keyValueSize?.bytesPerToken ?? .nan)),
      ("unlimited_token_hit_ratio", JSONValue(result.unlimited.tokenHitRatio)),
      (
        "curves",
        JSONValue(
          result.lines.map { line in
            JSONValue(members: [
              ("policy", .string(line.choice.description)), ("bound", .boolean(line.choice.policy.isBound)),
              (
                "points",
                JSONValue(
                  line.points.map { point in
                    JSONValue(members: [
                      ("capacity", JSONValue(point.capacity)),
                      ("blocks_hit", JSONValue(point.counts.blocksHit)),
                      ("block_hit_ratio", JSONValue(point.counts.blockHitRatio)),
                      ("tokens_hit", JSONValue(Int(clamping: point.counts.tokensHit))),
                      ("token_hit_ratio", JSONValue(point.counts.tokenHitRatio)),
                      ("filled_by_warm_up", .boolean(point.isFilledByWarmUp)),
                    ])
                  })
              ),
            ])
          })
      ),
    ])
  }
}

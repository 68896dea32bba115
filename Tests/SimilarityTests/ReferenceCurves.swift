import Foundation

/// reference/semantic_curves.txt: exact counts of replays of the shared streams.
struct ReferenceCurve {
  /// A line of the file: one threshold.
  struct Line {
    let threshold: Double
    let hits: Int
    let correct: Int
    let entries: Int
    /// The shares when hits are inserted too, to four digits.
    let alwaysHitShare: Double
    let alwaysPrecision: Double
  }

  /// The requests of the stream.
  let requests: Int
  /// The share of requests whose label occurred before, to four digits.
  let oracleHitShare: Double
  let lines: [Line]

  /// - Parameter embedder: `minilm` or `bow`.
  init(_ stream: String, _ embedder: String) throws {
    let url = SharedData.root!.appendingPathComponent("reference/semantic_curves.txt")
    var requests = 0
    var oracle = 0.0
    var isPart = false
    var lines: [Line] = []
    for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
      func values(_ key: String) -> [Double] {
        line.split { $0 == " " }.filter { $0.hasPrefix(key + "=") }.map {
          Double($0.dropFirst(key.count + 1))!
        }
      }
      if line.hasPrefix("##") {
        isPart = line.hasPrefix("## \(stream) \(embedder) ")
        if isPart { (requests, oracle) = (Int(values("N")[0]), values("rate")[0]) }
      } else if isPart {
        lines.append(
          Line(
            threshold: Double(line.prefix { $0 != " " })!, hits: Int(values("hits")[0]),
            correct: Int(values("correct")[0]), entries: Int(values("entries")[0]),
            alwaysHitShare: values("hit")[1], alwaysPrecision: values("prec")[1]))
      }
    }
    self.requests = requests
    oracleHitShare = oracle
    self.lines = lines
  }
}

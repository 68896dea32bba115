import Simulation

/// A function that formulas may call.
package struct ClaimFunction: Sendable {
  /// Its name.
  package let name: String
  /// Names of its arguments; the last may stand several times where it ends in `...`.
  package let arguments: [String]
  /// What it computes, in a line.
  package let summary: String
  let compute: @Sendable ([Double]) -> Double

  /// How it is called.
  package var signature: String { "\(name)(\(arguments.joined(separator: ", ")))" }

  func accepts(_ count: Int) -> Bool {
    arguments.last?.hasSuffix("...") == true ? count >= arguments.count : count == arguments.count
  }

  /// The value; not a number where an argument is none, or outside of what the function takes.
  func apply(_ values: [Double]) -> Double {
    values.contains(where: \.isNaN) ? .nan : compute(values)
  }

  /// The function of a name.
  static func named(_ name: String) -> ClaimFunction? { all.first { $0.name == name } }

  /// A power by the project's own logarithm, so that no processor gives another last digit.
  static func power(_ base: Double, _ exponent: Double) -> Double {
    if let whole = Int(exactly: exponent), abs(whole) <= 64 {
      let product = (0..<abs(whole)).reduce(1.0) { product, _ in product * base }
      return whole < 0 ? 1 / product : product
    }
    return base > 0 ? Transcendental.exp(exponent * Transcendental.log(base)) : .nan
  }

  /// Every function.
  package static let all: [ClaimFunction] = [
    ClaimFunction(name: "min", arguments: ["values..."], summary: "the least") { $0.min() ?? .nan },
    ClaimFunction(name: "max", arguments: ["values..."], summary: "the greatest") { $0.max() ?? .nan },
    ClaimFunction(name: "floor", arguments: ["x"], summary: "the next whole number below") {
      $0[0].rounded(.down)
    },
    ClaimFunction(name: "ceil", arguments: ["x"], summary: "the next whole number above") {
      $0[0].rounded(.up)
    },
    ClaimFunction(name: "exp", arguments: ["x"], summary: "e to the power x") {
      abs($0[0]) < 700 ? Transcendental.exp($0[0]) : .nan
    },
    ClaimFunction(name: "log", arguments: ["x"], summary: "natural logarithm") {
      $0[0] > 0 ? Transcendental.log($0[0]) : .nan
    },
    ClaimFunction(name: "normal_quantile", arguments: ["p"], summary: "quantile of the standard normal") {
      $0[0] > 0 && $0[0] < 1 ? Transcendental.normalQuantile($0[0]) : .nan
    },
    ClaimFunction(
      name: "two_lognormals", arguments: ["level", "share", "median", "other_median", "sigma"],
      summary: "quantile of a mixture of two lognormals with one sigma; share is the first one's"
    ) { ClaimFunction.quantileOfTwo($0) },
    ClaimFunction(
      name: "top_share", arguments: ["n", "questions", "exponent"],
      summary: "share of requests for the n most popular questions"
    ) { values in
      ZipfPopularity(questions: values[1], exponent: values[2])?.share(ofTop: values[0]) ?? .nan
    },
    ClaimFunction(
      name: "repeat_hits", arguments: ["requests", "questions", "exponent"],
      summary: "hits of a cache that keeps everything, from empty, over a number of requests"
    ) { values in
      ZipfPopularity(questions: values[1], exponent: values[2])?.repeatShare(of: values[0]) ?? .nan
    },
    ClaimFunction(
      name: "ttl_hits", arguments: ["questions", "exponent", "per_s", "ttl_s"],
      summary: "hits of a cache without limit whose entries live a fixed time"
    ) { values in
      ZipfPopularity(questions: values[0], exponent: values[1])?
        .hitShare(perSecond: values[2], lifetime: values[3]) ?? .nan
    },
    ClaimFunction(
      name: "fifo_hits", arguments: ["capacity", "questions", "exponent", "per_s", "ttl_s"],
      summary: "the same of a cache of some entries, the oldest evicted first"
    ) { values in
      ZipfPopularity(questions: values[1], exponent: values[2])?
        .hitShare(perSecond: values[3], lifetime: values[4], capacity: values[0]) ?? .nan
    },
  ]

  /// The quantile of a mixture, by bisection.
  private static func quantileOfTwo(_ values: [Double]) -> Double {
    let (level, share, first, second, sigma) = (values[0], values[1], values[2], values[3], values[4])
    guard level > 0, level < 1, (0...1).contains(share), first > 0, second > 0, sigma > 0 else { return .nan }
    func below(_ x: Double, _ median: Double) -> Double {
      Transcendental.normalCDF((x - Transcendental.log(median)) / sigma)
    }
    var low = Transcendental.log(min(first, second)) - 40 * sigma
    var high = Transcendental.log(max(first, second)) + 40 * sigma
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if share * below(middle, first) + (1 - share) * below(middle, second) < level {
        low = middle
      } else {
        high = middle
      }
    }
    return abs(low) < 700 ? Transcendental.exp(low) : .nan
  }
}

import Foundation
import Simulation
import Testing

@testable import Decisions

/// A cache in front of questions of a Zipf law, as in the model of the headline parameters.
enum HeadlineScenario {
  /// Writes the scenario to a file that the caller removes.
  static func write(
    questions: Int, perSecond: Double, capacity: Int = 1_000_000, lifetime: Double = 3600, warmUp: Double = 2,
    measured: Double = 3, exponent: Double = 1, replications: Int = 3
  ) throws -> String {
    let text = """
      {"simbench": 1, "name": "headline",
       "run": {"seed": 3, "replications": \(replications), "warmup_h": \(warmUp), "measure_h": \(measured)},
       "workload": {"kind": "synthetic", "arrivals": {"rate_per_s": \(perSecond)},
        "intents": {"count": \(questions), "zipf_exponent": \(exponent)}, "paraphrases": {"per_intent": 1}},
       "providers": {"openai": {"models": {"gpt-4o": {"quality": 0.95}}}},
       "strategies": [{"name": "naive", "model": "gpt-4o", "layers": []},
        {"name": "cache", "model": "gpt-4o", "layers": [
         {"use": "exact_cache", "capacity": \(capacity), "ttl_s": \(lifetime), "eviction": "fifo"}]}],
       "output": {"plots": []}}
      """
    let path = NSTemporaryDirectory() + "headline-\(UUID().uuidString).json"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }
}

/// A row of shared/reference/headline_parameters.txt: the exponent at which a cache has the hits that an article claims,
/// or the hits that it has already where all questions are asked alike.
private struct Headline: Sendable, CustomTestStringConvertible {
  let article: String
  let claimed: Double
  let perSecond: Double
  let lifetime: Double
  var capacity = 1_000_000
  let questions: Int
  /// Nil where questions asked alike give more hits than claimed.
  let exponent: Double?
  /// What those give.
  var uniform: Double?

  var testDescription: String {
    "\(article): \(questions) questions, \(perSecond) a second, \(capacity) entries"
  }

  /// Rows of one rate: the questions, and the exponent or, negative, the hits of questions asked alike.
  static func rows(
    _ article: String, _ claimed: Double, perSecond: Double, lifetime: Double, capacity: Int = 1_000_000,
    _ rows: [(Int, Double)]
  ) -> [Headline] {
    rows.map { questions, value in
      Headline(
        article: article, claimed: claimed, perSecond: perSecond, lifetime: lifetime, capacity: capacity,
        questions: questions, exponent: value < 0 ? nil : value, uniform: value < 0 ? -value : nil)
    }
  }

  private static let month = 2_592_000.0
  private static let week = 604_800.0

  static let all: [Headline] =
    rows(
      "000", 0.65, perSecond: 5000 / month, lifetime: week, [(1000, 0.78), (10_000, 1.11), (100_000, 1.17)])
    + rows(
      "000", 0.65, perSecond: 20_000 / month, lifetime: week,
      [(1000, -0.82), (10_000, 0.95), (100_000, 1.09)])
    + rows(
      "000", 0.65, perSecond: 100_000 / month, lifetime: week,
      [(1000, -0.96), (10_000, -0.70), (100_000, 0.98)])
    + rows(
      "000", 0.65, perSecond: 240_000 / month, lifetime: week,
      [(1000, -0.98), (10_000, -0.85), (100_000, 0.89)])
    + rows(
      "001", 0.4, perSecond: 100_000 / month, lifetime: 3600, [(1000, 0.91), (10_000, 1.06), (100_000, 1.11)])
    + rows(
      "001", 0.4, perSecond: 500_000 / month, lifetime: 3600,
      [(1000, -0.41), (10_000, 0.91), (100_000, 1.01)])
    + rows(
      "001", 0.4, perSecond: 3e6 / month, lifetime: 3600, [(1000, -0.81), (10_000, 0.59), (100_000, 0.9)])
    + rows(
      "002", 0.52, perSecond: 1.157, lifetime: 3600, capacity: 500,
      [(2000, 0.77), (10_000, 0.99), (50_000, 1.06), (200_000, 1.09)])
    + rows(
      "002", 0.52, perSecond: 1.157, lifetime: 3600, capacity: 1000,
      [(2000, 0.26), (10_000, 0.91), (50_000, 1.01), (200_000, 1.05)])
    + rows(
      "002", 0.52, perSecond: 1.157, lifetime: 3600, capacity: 10_000, [(50_000, 0.96), (200_000, 1.02)])
    + rows(
      "002", 0.52, perSecond: 1.157, lifetime: 3600,
      [(2000, -0.68), (10_000, 0.8), (50_000, 0.96), (200_000, 1.02)])
    + rows("003", 0.73, perSecond: 1.74, lifetime: 3600, [(1000, -0.86), (10_000, 1.03), (100_000, 1.14)])
    + rows("003", 0.73, perSecond: 5.21, lifetime: 3600, [(1000, -0.95), (10_000, 0.76), (100_000, 1.07)])

  /// A scenario that sees 12,000 requests after two lifetimes, and whole lifetimes: entries that were stored together expire
  /// together for some time.
  func scenario(exponent: Double = 1) throws -> String {
    let hours = (12_000 / perSecond / lifetime).rounded(.up) * lifetime / 3600
    return try HeadlineScenario.write(
      questions: questions, perSecond: perSecond, capacity: capacity, lifetime: lifetime,
      warmUp: 2 * lifetime / 3600, measured: hours, exponent: exponent)
  }
}

@Suite("Headline parameters of the articles")
struct HeadlineTests {
  @Test("the reference has 41 rows on hits, of which 31 have an exponent")
  func count() {
    #expect(Headline.all.count == 41 && Headline.all.count { $0.exponent != nil } == 31)
  }

  @Test(
    "the formulas of claims give the hits that are claimed, or those of questions asked alike",
    arguments: Headline.all)
  private func formulas(_ row: Headline) throws {
    let law = try #require(ZipfPopularity(questions: Double(row.questions), exponent: row.exponent ?? 0))
    let hits = law.hitShare(perSecond: row.perSecond, lifetime: row.lifetime, capacity: Double(row.capacity))
    // The reference has two decimals: 0.005 of an exponent are up to 0.0075 of the hits.
    #expect(abs(hits - (row.uniform ?? row.claimed)) < 0.0075, "\(hits)")
  }

  /// The rows of 003 on its warm-up with 500 questions.
  @Test(
    "the 500 commonest questions are 60 and 80 % at the exponents of the reference",
    arguments: [(1000, 0.27, 0.72), (5000, 0.84, 1.07), (10_000, 0.91, 1.11), (100_000, 1.03, 1.18)])
  func commonest(questions: Double, least: Double, most: Double) throws {
    for (exponent, share) in [(least, 0.6), (most, 0.8)] {
      let law = try #require(ZipfPopularity(questions: questions, exponent: exponent))
      #expect(abs(law.share(ofTop: 500) - share) < 0.006)
    }
  }

  /// The rows of 002 on its p95: lognormal, 2,800 ms before, 52 % hits, 65 % of the misses to a quicker mini.
  @Test(
    "the 95th percentile of article 002 is that of the reference",
    arguments: [
      (0.4, 1450, [2399, 1960, 1834, 1795, 1793]), (0.6, 1044, [2220, 1776, 1595, 1473, 1438]),
      (0.8, 751, [2055, 1627, 1432, 1264, 1174]), (1.0, 540, [1902, 1497, 1301, 1116, 989]),
      (1.2, 389, [1760, 1380, 1190, 1001, 857]),
    ])
  func tails(sigma: Double, median: Double, expected: [Double]) throws {
    let quantile = try #require(ClaimFunction.named("two_lognormals"))
    for (speed, value) in zip([1, 1.5, 2, 3, 5], expected) {
      let found = quantile.apply([1 - 0.05 / 0.48, 0.65, median / speed, median, sigma])
      #expect(abs(found / value - 1) < 0.005, "\(found)")
    }
  }

  @Test(
    "claims invert finds the exponents of the reference within 0.05", .tags(.slow), arguments: Headline.all)
  private func inversion(_ row: Headline) throws {
    let path = try row.scenario()
    defer { try? FileManager.default.removeItem(atPath: path) }
    var inversion = try ClaimInversion("hit_share=\(row.claimed)", in: path)
    inversion.parameter = "Zipf exponent"
    let found = try #require(try inversion.run().found.first)
    guard let exponent = row.exponent else {
      // There is none: with questions asked alike the hits are those of the reference, and more than claimed.
      #expect(found.value == nil)
      let least = try #require(found.tried.first { $0.value == 0 })
      #expect(abs(least.figure - (row.uniform ?? .nan)) < 0.02, "\(least)")
      return
    }
    let value = try #require(found.value)
    #expect(abs(value.mean - exponent) < 0.05, "\(value)")
    // Where the exponent is small the hits hardly move with it.
    #expect(value.halfWidth < 0.2)
  }

  /// The rows of 003 on its window: 2.25 prompts a call.
  @Test(
    "claims invert finds the window at which batches hold 2.25 prompts", .tags(.slow),
    arguments: [(0.469, 2.667), (1.406, 0.889)])
  func window(missesPerSecond: Double, seconds: Double) throws {
    let text = """
      {"simbench": 1, "name": "window", "run": {"seed": 3, "replications": 3, "warmup_h": 0.1, "measure_h": 6},
       "workload": {"kind": "synthetic", "arrivals": {"rate_per_s": \(missesPerSecond)}},
       "providers": {"openai": {"models": {"gpt-4o": {"quality": 0.95}}}},
       "strategies": [{"name": "window", "model": "gpt-4o", "layers": [
         {"use": "window_batch", "window_ms": 500, "max_size": 20}]}], "output": {"plots": []}}
      """
    let path = NSTemporaryDirectory() + "window-\(UUID().uuidString).json"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    var inversion = try ClaimInversion("1 / provider_calls_per_request=2.25", in: path)
    inversion.parameter = "window of window_batch"
    let value = try #require(try inversion.run().found.first?.value)
    #expect(abs(value.mean / 1000 / seconds - 1) < 0.05, "\(value)")
  }
}

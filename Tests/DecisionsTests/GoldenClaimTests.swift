import Declarations
import Foundation
import TestSupport
import Testing

@testable import Decisions

/// The sums that the articles' own code prints, from reference/article_code_golden.json, beside the formulas of the shipped
/// claims.
@Suite("Formulas of shipped claims", .enabled(if: Reference.isAvailable))
struct GoldenClaimTests {
  private func claims(_ article: String) throws -> ClaimStudy.FileResult {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    var study = ClaimStudy([try ClaimFile.read(root + "/Scenarios/Claims/article-\(article).json")])
    study.isSimulated = false
    return try study.run()[0]
  }

  private func golden(_ path: String...) throws -> [Double] {
    var node = Reference.golden
    for key in path { node = try #require(node[key], "\(path)") }
    if let list = node.elements { return list.compactMap(\.number) }
    return [try #require(node.number)]
  }

  private func recomputed(_ id: String, _ file: ClaimStudy.FileResult) throws -> ClosedRange<Double> {
    let claim = try #require(file.claims.first { $0.claim.id == id }, "\(id)")
    return try #require(claim.figures.recomputed)
  }

  @Test(
    "article 002's bill, with 65 % of what caches leave to mini, is what its code prints",
    arguments: [
      ("002-01", "daily_input", 1), ("002-03", "daily_output", 1), ("002-04", "monthly", 1),
      ("002-38", "claimed_mix_cost_month", 1), ("002-41", "embedding_1000tok_month", 1),
    ])
  func bill(id: String, key: String, factor: Double) throws {
    let figure = try recomputed(id, claims("002"))
    let expected = try golden("scenario_002_arithmetic", key)[0]
    #expect(abs(figure.lowerBound - expected * factor) < 1e-6 * expected, "\(figure)")
  }

  @Test("article 003's day, batches and returns are what its code prints")
  func batches() throws {
    let file = try claims("003")
    func check(_ id: String, _ expected: Double, by: Double = 1e-3) throws {
      let figure = try recomputed(id, file).lowerBound
      #expect(abs(figure - expected) <= by * expected, "\(id): \(figure)")
    }
    try check("003-03", golden("article003", "daily", "150k_500tok_8usd")[0])
    try check("003-04", golden("article003", "daily", "x3")[0])
    try check("003-29", golden("article003", "daily", "18000_calls_500tok")[0])
    try check("003-12", golden("article003", "single_batch", "single")[0])
    try check("003-13", golden("article003", "single_batch", "batch_printed")[0])
    try check("003-14", golden("article003", "single_batch", "saving_pct")[0] / 100)
    for (id, percent) in zip(["003-35", "003-36", "003-37"], try golden("article003", "roi_pct")) {
      try check(id, percent / 100)
    }
  }

  @Test("article 000's lifetimes and saving are what its code prints")
  func lifetimes() throws {
    let file = try claims("000")
    let lifetimes = try golden("article000", "ttl_seconds")
    #expect(try recomputed("000-03", file) == lifetimes[0]...lifetimes[1])
    let saving = try golden("article000", "saving_pct")[0] / 100
    #expect(abs(try recomputed("000-08", file).lowerBound - saving) < 1e-5)
    let shared = try golden("article000", "dedup_saved_share_uniform_arrival_api_2s")[0]
    #expect(try recomputed("000-06", file).lowerBound == shared)
  }
}

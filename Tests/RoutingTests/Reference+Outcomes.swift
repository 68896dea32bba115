import Foundation
import Providers
import TestSupport

@testable import Routing

/// RouteLLM's outcomes beside the repository, where they are available.
extension Reference {
  /// The two benchmarks of RouteLLM's data that reference/routing.md is about.
  enum Benchmark: String, CaseIterable {
    case gsm8k, mmlu

    /// How many splits reference/routing.md averages.
    var splits: Int { self == .gsm8k ? 5 : 3 }
  }

  /// The outcomes of a benchmark, without contaminated prompts unless stated.
  static func outcomes(_ benchmark: Benchmark, isRaw: Bool = false) throws -> RecordedOutcomes {
    let path = (folder ?? "") + "/data/routing/routellm/" + benchmark.rawValue
    let lists = isRaw ? [] : [OutcomeReader.exclusionList(beside: path)].compactMap(\.self)
    let reader = OutcomeReader(
      prices: OutcomePrices(book: .embedded), exclusions: try ExclusionList(paths: lists))
    return try reader.read(path)
  }

  /// Read once.
  static let cleaned: [Benchmark: RecordedOutcomes] = Dictionary(
    uniqueKeysWithValues: Benchmark.allCases.compactMap { benchmark in
      (try? outcomes(benchmark)).map { (benchmark, $0) }
    })
}

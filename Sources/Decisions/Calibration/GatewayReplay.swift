import Declarations
import Experiments
import Files
import Providers
import Scenarios
import Strategies
import Traffic

/// The cache of a log's gateway, replayed on the log's own calls.
package struct GatewayReplay: Sendable {
  /// Calls that the log says its cache answered, without those that it found by meaning.
  package var recorded: Int
  /// Calls that the replayed cache answers.
  package var replayed: Int
  /// Calls that both answer.
  package var both: Int
  /// Recorded hits to whose request the log holds no equal one before: calls are missing, or the cache goes by more
  /// than equal requests.
  package var orphans: Int
  /// The layer that was replayed, as it stands in a scenario.
  package var layer: String
  /// Whether the layer was stated, not found among those that were tried.
  package var isStated: Bool

  /// Whether every hit is reproduced and no other.
  package var isExact: Bool { both == recorded && both == replayed }
  /// Hits of both over those of either.
  package var agreement: Double {
    let either = recorded + replayed - both
    return either > 0 ? Double(both) / Double(either) : 1
  }

  /// Lifetimes that are tried, in seconds.
  private static let lifetimes = [60, 300, 600, 1800, 3600, 21_600, 86_400, 604_800, 1_000_000_000]

  /// Keys that are tried: all that changes the answer, or the text alone.
  private static let keys = ["", ", \"key\": [\"prompt\", \"system\", \"context\"]"]

  /// Replays caches on a log and keeps the one that agrees best; nil where the log tells of no cache, or has no text.
  ///
  /// - Parameters:
  ///   - stream: the log, read.
  ///   - workload: the members of the scenario's `workload`.
  ///   - stated: the layer, where it is known.
  /// - Throws: a `Diagnostic` when the stated layer is none.
  static func best(
    _ stream: QueryStream, workload: JSONValue, prices: PriceBook, stated: String?
  ) throws(Diagnostic) -> GatewayReplay? {
    // Words that are no layer are a slip, whether or not the log has hits to replay.
    if let stated { _ = try JSONParser.parse(Array(stated.utf8), what: "layer") }
    // What a cache found by meaning is no part of what equal requests can reproduce.
    let isNear = (0..<stream.count).map { stream.recorded.nearHit[$0] == 1 }
    let recorded = (0..<stream.count).map { stream.recorded.gatewayHit[$0] == 1 && !isNear[$0] }
    let hits = recorded.count { $0 }
    guard hits > 0, (stream.reading?.texts ?? 0) > 0 else { return nil }
    let layers =
      stated.map { [$0] }
      ?? lifetimes.flatMap { lifetime in
        [true, false].flatMap { isZeroOnly in
          keys.map { key in
            "{\"use\": \"exact_cache\", \"capacity\": \(max(1, stream.count)), \"ttl_s\": \(lifetime), "
              + "\"temperature_zero_only\": \(isZeroOnly)\(key)}"
          }
        }
      }
    let scenario = try CalibrationScenario.replay(layers, of: stream, workload: workload)
    var options = Scenario.Options()
    options.prices = prices
    var runner = Runner(try Scenario(bytes: Array(scenario.utf8), path: "calibrate", options: options))
    runner.keepsOutcomes = true
    let result = try runner.runStrategies()
    var seen = Set<UInt32>()
    var orphans = 0
    for request in 0..<stream.count {
      let isNew = seen.insert(stream.prompt[request]).inserted
      if recorded[request] && isNew { orphans += 1 }
    }
    let replays = zip(result.strategies, layers).map { strategy, layer -> GatewayReplay in
      let kinds = strategy.cells[0].outcomes?.kind ?? []
      let own = zip(kinds, isNear).map { ($0.isHit || $0 == .coalesced) && !$1 }
      return GatewayReplay(
        recorded: hits, replayed: own.count { $0 }, both: zip(own, recorded).count { $0 && $1 },
        orphans: orphans, layer: layer, isStated: stated != nil)
    }
    return replays.max { $0.agreement < $1.agreement }
  }
}

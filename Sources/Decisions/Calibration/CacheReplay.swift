import Declarations
import Experiments
import Providers
import Recordings
import Scenarios
import Simulation
import Strategies
import Traffic

/// The provider's prompt cache of a log, replayed on the log's own calls at their own times.
package struct CacheReplay: Sendable {
  /// A turn that is named.
  package struct Turn: Sendable {
    /// Its place in the stream.
    package var request: Int
    /// Cached tokens in the log, and in the replay.
    package var recorded, replayed: Int
    /// Why it read less than the turn before it had written; nil where it did not.
    package var breaker: CacheBreaker?
  }

  /// Turns whose cached tokens the log has.
  package private(set) var compared = 0
  /// Those that are reproduced within one step, and to the token.
  package private(set) var reproduced = 0
  package private(set) var exact = 0
  /// Cached tokens of all of them, in the log and in the replay.
  package private(set) var recordedTokens = 0
  package private(set) var replayedTokens = 0
  /// Turns that are not reproduced.
  package private(set) var missed: [Turn] = []
  /// Turns that read less than the turn before them had written.
  package private(set) var broken: [Turn] = []
  /// The rule under which most turns are reproduced.
  package let rule: CacheRule
  /// Whether the log tells the prefixes of its prompts; otherwise they follow from their lengths.
  package let hasPrefixes: Bool
  /// The share of each prompt's tokens that the next turn begins with; not a number where the log does not tell.
  package let survivingShare: Double

  /// Whether anything was read from a cache, in the log or in the replay; else every rule reproduces all.
  package var isUsed: Bool { recordedTokens > 0 || replayedTokens > 0 }

  /// The share of the turns whose cached tokens are reproduced.
  package var share: Double { compared > 0 ? Double(reproduced) / Double(compared) : .nan }

  /// Replays the caches that are tried and keeps the one that reproduces most turns; nil where the log has no cached
  /// tokens, or tells neither the prefixes of its prompts nor its conversations.
  ///
  /// - Complexity: O(rules * prefix blocks).
  static func best(_ stream: QueryStream) throws(Diagnostic) -> CacheReplay? {
    guard !stream.recorded.cachedTokens.isEmpty, stream.prefixBlocks != nil || stream.hasTurns,
      stream.recorded.modelNames.count < 255
    else { return nil }
    let starts = BreakerSearch.starts(of: stream)
    var replayed = stream
    if stream.prefixBlocks == nil {
      replayed.prefixBlocks = GrowingPrompts.blocks(of: stream, starts: starts)
    }
    var best: CacheReplay?
    for rule in CacheRule.tried(on: stream) {
      let tokens = try cachedTokens(replayed, rule)
      let own = CacheReplay(stream, rule, tokens, starts: starts)
      if own.compared == 0 { return nil }
      guard let former = best else {
        best = own
        continue
      }
      if (own.reproduced, own.exact) > (former.reproduced, former.exact) { best = own }
      if best?.exact == best?.compared { break }
    }
    return best
  }

  private init(_ stream: QueryStream, _ rule: CacheRule, _ tokens: [Int], starts: Set<Int>) {
    self.rule = rule
    hasPrefixes = stream.prefixBlocks != nil
    let reuse = PrefixReuse(stream)
    survivingShare =
      hasPrefixes && reuse.previous > 0 ? Double(reuse.surviving) / Double(reuse.previous) : .nan
    let step = max(rule.step, 128)
    let search = BreakerSearch(
      stream: stream, blocks: stream.prefixBlocks, limits: rule.limits(of: stream.recorded.modelNames),
      step: step, starts: starts)
    var breakers: [Int: CacheBreaker] = [:]
    for (request, breaker) in search.turns() {
      breakers[request] = breaker
      broken.append(
        Turn(
          request: request, recorded: Int(stream.recorded.cachedTokens[request] ?? 0),
          replayed: tokens[request],
          breaker: breaker))
    }
    for request in 0..<stream.count {
      guard CacheReplay.takesPart(request, in: stream), let recorded = stream.recorded.cachedTokens[request]
      else { continue }
      compared += 1
      recordedTokens += Int(recorded)
      replayedTokens += tokens[request]
      let difference = abs(Int(recorded) - tokens[request])
      if difference == 0 { exact += 1 }
      if difference <= step {
        reproduced += 1
      } else {
        missed.append(
          Turn(
            request: request, recorded: Int(recorded), replayed: tokens[request], breaker: breakers[request]))
      }
    }
  }

  private static func takesPart(_ request: Int, in stream: QueryStream) -> Bool {
    stream.recorded.failed[request] != 1 && stream.recorded.gatewayHit[request] != 1
  }

  /// The cached tokens of each call under a rule; a prefix is warm from the first token of its answer on.
  private static func cachedTokens(_ stream: QueryStream, _ rule: CacheRule) throws(Diagnostic) -> [Int] {
    let names = stream.recorded.modelNames.isEmpty ? ["any"] : stream.recorded.modelNames
    let models = names.enumerated().map { place, name in
      (
        "m\(place)",
        [
          "input_usd_per_1m": 0, "output_usd_per_1m": 0, "prompt_cache": rule.settings(of: name),
        ] as JSONValue
      )
    }
    let text = JSONValue(members: [
      ("simbench", 1), ("name", "calibrate"), ("run", ["replications": 1, "measure_h": 1]),
      ("workload", ["kind": "synthetic"]), ("providers", ["log": ["models": JSONValue(members: models)]]),
      ("strategies", [["name": "cache", "model": "m0", "layers": [rule.layer]]]),
      ("output", ["plots": JSONValue([])]),
    ]).text()
    let scenario = try Scenario(bytes: Array(text.utf8), path: "calibrate")
    let recordedModels = (0..<stream.count).map { UInt8(stream.recorded.model[$0] ?? 0) }
    let recorded = stream.recorded
    let setting = LayerSetting(
      stream: PreparedStream(stream, needs: [], recordedModels: recordedModels), catalog: scenario.catalog,
      seed: 1,
      replication: 0, span: stream.end)
    let gateway = Gateway(
      setting: setting, plans: scenario.plans(of: 0), model: 0, recordedModels: recordedModels,
      keepsDetails: true,
      isAbsent: { recorded.failed[$0] == 1 || recorded.gatewayHit[$0] == 1 })
    gateway.keepsRecordedTimes = true
    do throws(Conservation.Violation) { try gateway.run() } catch {
      throw Diagnostic("conservation broke in the replay of the prompt cache: \(error)", kind: .unexpected)
    }
    return gateway.outcomes.details?.cachedTokens ?? []
  }
}

import Decisions
import Declarations
import Providers

/// How far a log was reproduced, as one JSON value; what the log does not record is null.
package struct CalibrationJSON: Sendable {
  private let calibration: Calibration

  /// The JSON of a calibration.
  package init(_ calibration: Calibration) { self.calibration = calibration }

  /// The value; dollars are exact in picodollars beside.
  package var value: JSONValue {
    JSONValue(members: [
      ("reproduced_share", calibration.reproducedShare.map { JSONValue($0) } ?? .null),
      ("running_total_of", calibration.runningTotal.map { .string($0.rawValue) } ?? .null),
      ("total", group(calibration.total)), ("models", JSONValue(calibration.models.map(group))),
      ("days", calibration.days.map { JSONValue($0.map(group)) } ?? .null),
      ("prompt_cache", calibration.promptCache.map(promptCache) ?? .null),
      ("gateway_cache", calibration.gateway.map(gateway) ?? .null),
      ("latency", JSONValue(calibration.latencies.map(latency))),
      ("zipf_exponent", calibration.zipfExponent.map { JSONValue($0) } ?? .null),
      ("assumed", JSONValue((calibration.profile.reading?.untoldTokens ?? []).map(JSONValue.string))),
    ])
  }

  private func group(_ group: Calibration.Group) -> JSONValue {
    func amount(_ value: Int128) -> JSONValue {
      JSONValue(members: [
        ("usd", JSONValue(Double(value) / 1e12)), ("picodollars", .string(String(value))),
      ])
    }
    let tokens = group.tokens
    return JSONValue(members: [
      ("name", .string(group.name)), ("calls", JSONValue(group.calls)),
      ("gateway_hits", JSONValue(group.hits)), ("semantic_gateway_hits", JSONValue(group.nearHits)),
      ("failed", JSONValue(group.failed)),
      ("input_tokens", JSONValue(tokens.input)), ("cached_tokens", JSONValue(tokens.cached)),
      ("written_5m_tokens", JSONValue(tokens.written)),
      ("written_1h_tokens", JSONValue(tokens.writtenForAnHour)),
      ("output_tokens", JSONValue(tokens.answer)),
      ("reasoning_tokens", JSONValue(tokens.reasoning)),
      ("recorded", group.billed > 0 ? amount(group.recorded) : .null),
      ("reproduced", group.unpriced == group.calls ? .null : amount(group.reproduced + group.unrecorded)),
      ("matched", group.billed > 0 ? amount(group.matched) : .null),
      ("unpriced_calls", JSONValue(group.unpriced)), ("note", group.note.map { .string($0) } ?? .null),
      (
        "price_steps",
        JSONValue(
          group.priceSteps.map { step in
            JSONValue(members: [
              ("from_day", .string(step.day)), ("to_day", .string(step.lastDay)),
              ("price_book_ratio", JSONValue(step.ratio)),
              ("calls", JSONValue(step.calls)),
            ])
          })
      ),
    ])
  }

  private func gateway(_ gateway: GatewayReplay) -> JSONValue {
    JSONValue(members: [
      ("recorded_hits", JSONValue(gateway.recorded)), ("replayed_hits", JSONValue(gateway.replayed)),
      ("both", JSONValue(gateway.both)), ("without_an_earlier_call", JSONValue(gateway.orphans)),
      ("layer", .string(gateway.layer)), ("stated", .boolean(gateway.isStated)),
    ])
  }

  private func promptCache(_ cache: CacheReplay) -> JSONValue {
    func turns(_ turns: [CacheReplay.Turn]) -> JSONValue {
      JSONValue(
        turns.map { turn in
          JSONValue(members: [
            ("request", JSONValue(turn.request)), ("recorded", JSONValue(turn.recorded)),
            ("replayed", JSONValue(turn.replayed)),
            ("reason", turn.breaker.map { .string($0.key) } ?? .null),
          ])
        })
    }
    return JSONValue(members: [
      ("turns", JSONValue(cache.compared)), ("reproduced", JSONValue(cache.reproduced)),
      ("exact", JSONValue(cache.exact)), ("reproduced_share", JSONValue(cache.share)),
      ("recorded_cached_tokens", JSONValue(cache.recordedTokens)),
      ("replayed_cached_tokens", JSONValue(cache.replayedTokens)),
      (
        "rule",
        [
          "ttl_s": JSONValue(cache.rule.lifetime), "min_prefix_tokens": JSONValue(cache.rule.least),
          "step_tokens": JSONValue(cache.rule.step), "makers_own": .boolean(cache.rule.client != nil),
          "breakpoints": cache.rule.client?.breakpoints.map { .string($0) } ?? .null,
          "lifetime": cache.rule.client?.lifetime.map { .string($0) } ?? .null,
        ]
      ),
      ("prefixes_recorded", .boolean(cache.hasPrefixes)),
      ("surviving_prefix_share", JSONValue(cache.survivingShare)),
      ("not_reproduced", turns(cache.missed)), ("broken", turns(cache.broken)),
    ])
  }

  private func latency(_ latency: ModelLatency) -> JSONValue {
    func quantiles(_ values: [Double]) -> JSONValue {
      JSONValue(members: zip(["p50_ms", "p95_ms", "p99_ms"], values).map { ($0, JSONValue($1)) })
    }
    return JSONValue(members: [
      ("model", .string(latency.model)), ("calls", JSONValue(latency.calls)),
      ("recorded", quantiles(latency.recorded)), ("modelled", quantiles(latency.modelled)),
      ("first_token_recorded", latency.firstTokens.map { quantiles($0.recorded) } ?? .null),
      ("first_token_modelled", latency.firstTokens.map { quantiles($0.modelled) } ?? .null),
      ("first_token_ms_median", JSONValue(latency.firstToken.median)),
      ("first_token_ms_p95", JSONValue(latency.firstToken.p95)),
      ("output_tokens_per_s", JSONValue(latency.tokensPerSecond)),
      ("output_speed_sigma", JSONValue(latency.outputSigma)), ("tail_share", JSONValue(latency.tailShare)),
    ])
  }
}

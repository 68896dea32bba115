import Experiments

package struct DevReport {
  package static func text(_ result: RunResult) -> String {
    var t = "\(result.provenance.title)\n\(result.requests) requests\n"
    for s in result.strategies {
      t += s.name
      for m in [Metric.costPerMonth, .savingShare, .hitShare, .exactHitShare, .semanticHitShare, .coalescedShare, .falseHitShare, .staleHitShare, .quality, .latencyP50, .latencyP95, .latencyP99, .providerCallsPerMonth, .rejectedShare, .failedShare, .cachedTokenShare] {
        let e = result.estimate(m, of: s)
        t += "\n   \(m.rawValue) \(e.mean) +- \(e.halfWidth)"
      }
      t += "\n"
    }
    if let c = result.thresholdCurve { for p in c.points { t += "t=\(p.threshold) hit \(p.hitShare.mean) false \(p.falseHitShare.mean) sav \(p.savingShare.mean)\n" } }
    if let c = result.sizeCurve { for l in c.lines { t += "\(l.policy) \(zip(c.capacities, l.hitShares).map { "\($0):\($1.mean)" })\n" } }
    return t
  }
}

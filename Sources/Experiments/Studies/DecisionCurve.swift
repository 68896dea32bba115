import Simulation

/// How often a comparison of two replacement policies over few requests names the wrong one.
public struct DecisionCurve: StudyResult {
  /// The trials of one length.
  public struct Point: Sendable {
    /// Requests of a trial; each trial begins with an empty cache.
    public var requests: Int
    /// The trials.
    public var trials: Int
    /// Trials in which the better policy had more hits.
    public var right: Int
    /// Trials in which the worse policy had more hits.
    public var wrong: Int
    /// Trials in which both had as many.
    public var tied: Int { trials - right - wrong }

    /// The share of a count with its Wilson interval.
    public func share(_ count: Int, confidence: Double) -> Proportion {
      Proportion(count, of: trials, confidence: confidence)
    }
  }

  /// One size of the cache.
  public struct Line: Sendable {
    /// Entries of the cache.
    public var capacity: Int
    /// Hit share of the first policy minus that of the second, over the longest trials.
    public var difference: Estimate
    /// The points by ascending length.
    public var points: [Point]
    /// Requests from which on a trial is right with the run's confidence, and the ends of their interval.
    public var needed: (requests: Double, low: Double, high: Double?)?
  }

  /// The policies compared.
  public var policies: (first: String, second: String)
  /// The confidence of the intervals, and that with which a decision is to be right.
  public var confidence: Double
  /// The sizes.
  public var lines: [Line]

  /// The better policy of a size, or nil when the trials do not tell.
  public func better(_ line: Line) -> String? {
    guard abs(line.difference.mean) > line.difference.halfWidth else { return nil }
    return line.difference.mean > 0 ? policies.first : policies.second
  }
}

extension DecisionCurve.Line {
  /// Where the share of right trials, read from each point, stays above `target` for good; between two lengths it is
  /// taken as linear in the logarithm of the length.
  static func crossing(
    _ points: [DecisionCurve.Point], target: Double, _ share: (DecisionCurve.Point) -> Double
  ) -> Double? {
    guard let last = points.last, share(last) >= target else { return nil }
    guard let below = points.lastIndex(where: { share($0) < target }) else {
      return Double(points[0].requests)
    }
    let (before, after) = (points[below], points[below + 1])
    let part = (target - share(before)) / (share(after) - share(before))
    let (low, high) = (
      Transcendental.log(Double(before.requests)), Transcendental.log(Double(after.requests))
    )
    return Transcendental.exp(low + part * (high - low))
  }
}

extension RunResult {
  /// How often few requests name the wrong policy, when it was asked for.
  public var decisionCurve: DecisionCurve? {
    get { study() }
    set { replace(newValue) }
  }
}

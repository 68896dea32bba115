import Simulation

/// When a provider fails, refuses or is slow.
public struct FaultProfile: Sendable, Hashable {
  /// A time during which every call fails.
  public struct Outage: Sendable, Hashable {
    /// Its beginning.
    public var start: VirtualTime
    /// Its end.
    public var end: VirtualTime

    /// Makes an outage.
    public init(start: VirtualTime, end: VirtualTime) {
      self.start = start
      self.end = end
    }
  }

  /// A time during which calls that go out are slower.
  public struct SlowDown: Sendable, Hashable {
    /// Its beginning.
    public var start: VirtualTime
    /// Its end.
    public var end: VirtualTime
    /// Latency over that of other times.
    public var factor: Double

    /// Makes a slow-down.
    public init(start: VirtualTime, end: VirtualTime, factor: Double) {
      self.start = start
      self.end = end
      self.factor = factor
    }
  }

  /// A time during which a share of the calls is refused with 429.
  public struct Storm: Sendable, Hashable {
    /// Its beginning.
    public var start: VirtualTime
    /// Its end.
    public var end: VirtualTime
    /// The share.
    public var share: Double
    /// When the client is told to come back.
    public var retryAfter: VirtualTime

    /// Makes a storm.
    public init(start: VirtualTime, end: VirtualTime, share: Double, retryAfter: VirtualTime) {
      self.start = start
      self.end = end
      self.share = share
      self.retryAfter = retryAfter
    }
  }

  /// Storms that come and go by a Markov process of two states: calm and storm last exponential times.
  public struct StormProcess: Sendable, Hashable {
    /// Mean time of calm in seconds.
    public var meanGap: Double
    /// Mean time of a storm in seconds.
    public var meanLength: Double
    /// The share of calls that a storm refuses.
    public var share: Double
    /// When the client is told to come back.
    public var retryAfter: VirtualTime

    /// Makes a process.
    public init(meanGap: Double, meanLength: Double, share: Double, retryAfter: VirtualTime) {
      self.meanGap = meanGap
      self.meanLength = meanLength
      self.share = share
      self.retryAfter = retryAfter
    }
  }

  /// Share of calls that fail at random.
  public var errorShare: Double
  /// Share of failed calls whose input is billed all the same.
  public var billedShare: Double
  /// Outages.
  public var outages: [Outage]
  /// Slow-downs; where two meet the greater factor counts.
  public var slowDowns: [SlowDown] = []
  /// Stated storms; where two meet the first one counts.
  public var storms: [Storm] = []
  /// Storms at random, or nil.
  public var stormProcess: StormProcess?

  /// Makes a profile; by default nothing fails.
  public init(errorShare: Double = 0, billedShare: Double = 0, outages: [Outage] = []) {
    self.errorShare = errorShare
    self.billedShare = billedShare
    self.outages = outages
  }

  /// Whether storms are stated or come at random.
  var hasStorms: Bool { !storms.isEmpty || stormProcess != nil }

  /// Latency at a time over that of other times.
  func slowness(at now: VirtualTime) -> Double {
    var factor: Double?
    for slow in slowDowns where now >= slow.start && now < slow.end {
      factor = max(factor ?? slow.factor, slow.factor)
    }
    return factor ?? 1
  }
}

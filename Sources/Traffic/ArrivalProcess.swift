import Simulation

/// When requests arrive: a renewal process in operational time, stretched by the pattern of day and week.
///
/// Gaps have mean 1 in operational time; the intensity over virtual time is the product of the mean rate, the
/// hour of the day, the day of the week and, for the bursty process, the state of a two-state Markov chain
/// (MMPP). Inverting the cumulative intensity gives the arrival times (Cinlar: "Introduction to Stochastic
/// Processes", 1975).
public struct ArrivalProcess: Sendable {
  /// The law of the gaps.
  public enum Gaps: Sendable, Hashable {
    case poisson
    /// Gamma gaps with a coefficient of variation.
    case gamma(variation: Double)
    /// Weibull gaps with a shape; below 1 they are burstier than Poisson.
    case weibull(shape: Double)
  }

  /// Two states with different rates; the long-run mean rate is kept.
  public struct Bursts: Sendable, Hashable {
    /// Rate in a burst over the rate outside it.
    public var rateRatio: Double
    /// Mean length of a burst.
    public var meanLength: VirtualTime
    /// Share of the time that is a burst.
    public var timeShare: Double

    /// Makes a burst pattern.
    public init(rateRatio: Double, meanLength: VirtualTime, timeShare: Double) {
      self.rateRatio = rateRatio
      self.meanLength = meanLength
      self.timeShare = timeShare
    }
  }

  /// Mean arrivals a second.
  public var rate: Double
  /// The law of the gaps.
  public var gaps: Gaps
  /// The greatest rate of the day over its mean, 1 to 2.
  public var diurnalPeakToMean: Double
  /// The hour of the greatest rate.
  public var peakHour: Double
  /// The rate on days 6 and 7 of a week over that of the others; the simulation begins on day 1.
  public var weekendRatio: Double
  /// Bursts, or nil.
  public var bursts: Bursts?

  /// Makes a process.
  public init(
    rate: Double, gaps: Gaps = .poisson, diurnalPeakToMean: Double = 1, peakHour: Double = 14,
    weekendRatio: Double = 1, bursts: Bursts? = nil
  ) {
    self.rate = rate
    self.gaps = gaps
    self.diurnalPeakToMean = diurnalPeakToMean
    self.peakHour = peakHour
    self.weekendRatio = weekendRatio
    self.bursts = bursts
  }

  /// The arrival times before `end`, in order.
  public func times(until end: VirtualTime, seed: UInt64, replication: Int) -> [VirtualTime] {
    var arrivals = ArrivalTimes(self, until: end, seed: seed, replication: replication)
    var times: [VirtualTime] = []
    times.reserveCapacity(Int(min(rate * end.seconds * 1.1, 2e8)) + 16)
    while let time = arrivals.next() { times.append(time) }
    return times
  }
}

/// The arrival times of one replication, one after the other.
struct ArrivalTimes {
  private let gaps: ArrivalProcess.Gaps
  private let end: VirtualTime
  private let random: RandomStream
  private var segments: IntensitySegments
  private var index = 0

  init(_ process: ArrivalProcess, until end: VirtualTime, seed: UInt64, replication: Int) {
    gaps = process.gaps
    self.end = end
    random = RandomStream(seed: seed, replication: replication, purpose: .arrivals)
    segments = IntensitySegments(process, seed: seed, replication: replication)
  }

  /// The next arrival before the end, or nil.
  mutating func next() -> VirtualTime? {
    let gap: Double
    switch gaps {
    case .poisson: gap = random.exponential(index)
    case .gamma(let variation):
      if variation <= 0 {
        gap = 1
      } else {
        let shape = 1 / (variation * variation)
        gap = random.gamma(shape: shape, index) / shape
      }
    case .weibull(let shape):
      let mean = Transcendental.exp(Transcendental.logGamma(1 + 1 / shape))
      gap = random.weibull(shape: shape, index) / mean
    }
    let time = segments.advance(by: gap)
    guard time < end else { return nil }
    index += 1
    return time
  }
}

/// Walks the piecewise constant intensity: five-minute steps of the day, cut at burst edges.
private struct IntensitySegments {
  private let process: ArrivalProcess
  private let random: RandomStream
  private let step = 300.0
  private let factors: [Double]
  private let burstLow: Double
  private var inBurst = false
  private var burstEdge = Double.infinity
  private var sojourns = 0
  private var now = 0.0

  init(_ process: ArrivalProcess, seed: UInt64, replication: Int) {
    self.process = process
    random = RandomStream(seed: seed, replication: replication, purpose: .bursts)
    let amplitude = process.diurnalPeakToMean - 1
    let weekMean = (5 + 2 * process.weekendRatio) / 7
    factors = (0..<7).flatMap { day in
      (0..<288).map { slot in
        let hour = (Double(slot) + 0.5) / 12
        let ofDay = 1 + amplitude * Transcendental.cosine(2 * Double.pi * (hour - process.peakHour) / 24)
        return ofDay * (day >= 5 ? process.weekendRatio : 1) / weekMean
      }
    }
    if let bursts = process.bursts {
      burstLow = 1 / (1 - bursts.timeShare + bursts.timeShare * bursts.rateRatio)
      inBurst = random.uniform(0, 1) < bursts.timeShare
      drawSojourn(bursts)
    } else {
      burstLow = 1
    }
  }

  private mutating func drawSojourn(_ bursts: ArrivalProcess.Bursts) {
    let share = inBurst ? bursts.timeShare : 1 - bursts.timeShare
    let mean = bursts.meanLength.seconds * share / bursts.timeShare
    burstEdge = now + mean * random.exponential(sojourns, 2)
    sojourns += 1
  }

  /// Moves on by an amount of operational time and returns the virtual time reached.
  mutating func advance(by amount: Double) -> VirtualTime {
    var left = amount
    while true {
      let slot = Int(now / step)
      let edge = min(Double(slot + 1) * step, burstEdge)
      var rate = process.rate * factors[slot % factors.count]
      if let bursts = process.bursts { rate *= inBurst ? burstLow * bursts.rateRatio : burstLow }
      let room = (edge - now) * rate
      if left < room {
        now += left / rate
        return .seconds(now)
      }
      left -= room
      now = edge
      if let bursts = process.bursts, edge == burstEdge {
        inBurst.toggle()
        drawSojourn(bursts)
      }
      if now > 1e9 { return .never }
    }
  }
}

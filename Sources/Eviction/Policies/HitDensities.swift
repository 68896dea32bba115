/// The hit densities that ``LHD`` ranks entries by: expected hits per unit of remaining life, by class and age.
///
/// Ages are requests divided by 2^`shift`. The density of age a is the share of events from a on that are hits,
/// over the mean time to those events: P(hit | age a) / E(life left | age a), an event in the same unit of age
/// counting as one unit away (Beckmann, Chen, Cidon, NSDI 2018, section 4). Invariant: the tables have one value
/// for each class and age, ages of a class side by side; the last age stands for all above it too.
struct HitDensities: ~Copyable {
  /// Hit ages in sixteen classes by powers of two.
  static let classCount = 16

  /// The number of ages.
  let ages: Int

  /// The logarithm of the requests in a unit of age.
  private(set) var shift: UInt32

  private let densities: UnsafeMutablePointer<Float>
  private let hits: UnsafeMutablePointer<Float>
  private let evictions: UnsafeMutablePointer<Float>

  /// What remains of an event at each fit.
  private static let decay: Float = 0.9

  /// The overflow of ages that is borne, as a share.
  private static let tolerance = 0.01

  /// Creates tables without events, whose densities fall with age and rise with the class k as (`base` + k)
  /// / (`scale` (age + 1)).
  init(ages: Int, shift: UInt32, base: Float, scale: Float) {
    self.ages = ages
    self.shift = shift
    let count = Self.classCount * ages
    densities = .allocate(capacity: count)
    hits = .allocate(capacity: count)
    evictions = .allocate(capacity: count)
    hits.initialize(repeating: 0, count: count)
    evictions.initialize(repeating: 0, count: count)
    for klass in 0..<Self.classCount {
      for age in 0..<ages {
        (densities + klass * ages + age).initialize(to: (base + Float(klass)) / (Float(age + 1) * scale))
      }
    }
  }

  deinit {
    densities.deallocate()
    hits.deallocate()
    evictions.deallocate()
  }

  /// Returns the shift at which `ages` ages reach a hundred times as far as a cache of `entries` entries.
  static func shift(entries: Double, ages: Int) -> UInt32 {
    var shift: UInt32 = 0
    while Self.tolerance * Double(ages) * Double(1 << UInt64(shift)) < entries && shift < 31 { shift += 1 }
    return shift
  }

  /// Returns the unit of age that `requests` requests lie in.
  @inline(__always)
  func age(_ requests: UInt32) -> Int {
    min(Int(requests &>> shift), ages - 1)
  }

  /// Returns the class of an entry by its last two hit ages in requests, the one before `nil` for a new entry: how
  /// often their sum, in units of age, doubles before it reaches the last age.
  func klass(_ last: UInt32, _ beforeLast: UInt32?) -> Int {
    var sum = age(last) + (beforeLast.map { age($0) } ?? ages)
    if sum == 0 { return Self.classCount - 1 }
    var klass = 0
    while sum < ages && klass < Self.classCount - 1 {
      sum *= 2
      klass += 1
    }
    return klass
  }

  /// Returns the density of a class and an age.
  @inline(__always)
  func density(_ klass: Int, _ age: Int) -> Float {
    densities[klass &* ages &+ age]
  }

  /// Counts a hit.
  @inline(__always)
  func recordHit(_ klass: Int, _ age: Int) {
    hits[klass &* ages &+ age] += 1
  }

  /// Counts the end of a life without a hit.
  @inline(__always)
  func recordEviction(_ klass: Int, _ age: Int) {
    evictions[klass &* ages &+ age] += 1
  }

  /// Lets past events fade and fits the densities to the events.
  ///
  /// - Complexity: O(classes · ages).
  func fit() {
    for klass in 0..<Self.classCount {
      var (allHits, allEvents, allLife): (Float, Float, Float) = (0, 0, 0)
      for age in (0..<ages).reversed() {
        let place = klass * ages + age
        hits[place] *= Self.decay
        evictions[place] *= Self.decay
        allHits += hits[place]
        allEvents += hits[place] + evictions[place]
        allLife += allEvents
        densities[place] = allEvents > 1e-5 ? allHits / allLife : 0
      }
    }
  }

  /// Changes the unit of age for a cache of `entries` entries, if it is too small or more than twice too large.
  ///
  /// - Returns: whether it changed, so that the classes of entries may have.
  /// - Complexity: O(classes · ages).
  mutating func coarsen(entries: Double) -> Bool {
    let wanted = Self.shift(entries: entries, ages: ages)
    guard wanted > shift || wanted + 1 < shift else { return false }
    let (old, new) = (shift, wanted)
    shift = new
    for table in [hits, evictions] {
      for klass in 0..<Self.classCount {
        rescale(table + klass * ages, by: Int(new) - Int(old))
      }
    }
    return true
  }

  private func rescale(_ events: UnsafeMutablePointer<Float>, by change: Int) {
    let before = (0..<ages).map { events[$0] }
    events.update(repeating: 0, count: ages)
    for age in 0..<ages {
      if change > 0 {
        events[age >> change] += before[age]
      } else if age << -change >= ages - 1 {
        events[ages - 1] += before[age]
      } else {
        let share = before[age] / Float(1 << -change)
        for part in 0..<1 << -change { events[min(age << -change + part, ages - 1)] += share }
      }
    }
  }
}

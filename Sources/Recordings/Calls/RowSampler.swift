import Declarations
import Simulation
import Traffic

/// Which rows of a recording a sample keeps: told from the row alone, so that what is left out is never held.
struct RowSampler {
  private let draw: SampleDraw
  private var part: SampledPart
  private var units: [UInt64: Int] = [:]
  private var requests = HeavyUnits()
  private var tokens = HeavyUnits()
  private var squares = UnitSquares()
  private var group: UInt8 = 0
  /// Whether any row tells its unit.
  private var namesUnits = false
  /// Rows so far, kept or not.
  private(set) var rows = 0
  /// The earliest and the latest of them.
  private(set) var first: VirtualTime?
  private(set) var last: VirtualTime?

  init(_ sample: StreamSample, seed: UInt64) {
    draw = SampleDraw(sample, seed: seed, replication: 0)
    part = SampledPart(sample)
  }

  /// Whether a row is kept.
  mutating func keeps(_ row: RecordedRow, at time: VirtualTime) -> Bool {
    rows += 1
    first = min(first ?? time, time)
    last = max(last ?? time, time)
    let unit = unit(of: row)
    // Of a part nobody asks how well it stands for the whole.
    let isSample = part.sample.part == nil
    if isSample {
      requests.add(unit, 1)
      squares.add(unit)
      tokens.add(
        unit, Int(row.systemTokens) + Int(row.contextTokens) + Int(row.userTokens) + Int(row.outputTokens))
    }
    guard let group = draw.group(of: unit) else { return false }
    part.keptRequests += 1
    if isSample { units[unit, default: 0] += 1 }
    self.group = group
    return true
  }

  /// Notes the group of the row that was kept last: it is a request of its own.
  mutating func note() {
    part.groups.append(group)
    part.origins.append(UInt32(truncatingIfNeeded: rows - 1))
  }

  /// What is known of the first requests that were kept, which are forgotten here.
  mutating func take(_ requests: Int) -> SampledPart {
    var first = SampledPart(part.sample)
    first.groups = Array(part.groups.prefix(requests))
    first.origins = Array(part.origins.prefix(requests))
    part.groups.removeFirst(requests)
    part.origins.removeFirst(requests)
    return first
  }

  /// Tells the stream what it is a sample of.
  ///
  /// - Throws: a `Diagnostic` where the recording does not tell the units apart.
  func finish(_ stream: inout QueryStream) throws(Diagnostic) {
    var part = part
    // An engine that cut a part out may have put the rows that name no unit in one of their own.
    guard rows == 0 || namesUnits || part.sample.part?.isCutOut == true else {
      let unit = part.sample.unit
      let others = SampleUnit.allCases.filter { $0 != unit && $0 != .intent }.map(\.rawValue)
      throw Diagnostic(
        "the recording names no \(part.sample.unit.plural), so that it cannot be \(part.sample.part == nil ? "sampled" : "cut") "
          + "by \(part.sample.unit.rawValue); "
          + "\(others.joined(separator: " or ")) was expected")
    }
    part.wholeRequests = rows
    part.note(units: units.values)
    // By the whole's units: a sample that happens to lack the greatest ones knows least of them, and seems to tell most.
    part.effectiveUnits = squares.equalUnits * part.sample.rate
    part.largestShare = max(requests.largestShare, tokens.largestShare)
    stream.sampled = part
  }

  private mutating func unit(of row: RecordedRow) -> UInt64 {
    let name: [UInt8]? =
      switch part.sample.unit {
      case .user: row.userKey.isEmpty ? nil : row.userKey
      case .session: row.session.isEmpty ? nil : row.session
      case .key, .intent: row.promptBytes
      }
    // Every prompt is told from others, if only by its row.
    if name != nil || part.sample.unit == .key { namesUnits = true }
    guard let name else { return part.sample.unit == .user ? 0 : RandomStream.mix(UInt64(rows)) }
    return SampleDraw.identity(of: name)
  }
}

/// The greatest part of a sum that one of many units has, in little memory.
///
/// Misra and Gries: "Finding repeated elements", Science of Computer Programming 2(2), 1982, with weights: of a unit with
/// more than 1 / `most` of the sum it knows at least its part less 1 / `most`.
struct HeavyUnits {
  private static let most = 256

  private var counts: [UInt64: Int] = [:]
  private var sum = 0

  /// Adds to a unit.
  mutating func add(_ unit: UInt64, _ weight: Int) {
    sum += weight
    counts[unit, default: 0] += weight
    guard counts.count > HeavyUnits.most, let least = counts.values.min() else { return }
    counts = counts.compactMapValues { $0 > least ? $0 - least : nil }
  }

  /// The part of the greatest.
  var largestShare: Double {
    guard sum > 0, let largest = counts.values.max() else { return 0 }
    return Double(largest) / Double(sum)
  }
}

/// How unequally a sum is dealt out to many units, in little memory.
///
/// Alon, Matias, Szegedy: "The space complexity of approximating the frequency moments", STOC 1996, with a counter for each
/// unit that a hash chooses (Thorup, Zhang: "Tabulation based 4-universal hashing with applications to second moment
/// estimation", SODA 2004): each adds its number with a sign of its own, so that the squares of the counters are on average
/// those of the units, within about the root of 2 / `counters`, which is 2 %.
struct UnitSquares {
  private static let bits = 12

  private var counters = [Int](repeating: 0, count: 1 << UnitSquares.bits)
  private var sum = 0

  /// Adds one to a unit.
  mutating func add(_ unit: UInt64) {
    let word = RandomStream.mix(unit &+ 0x9E37_79B9_7F4A_7C15)
    sum += 1
    counters[Int(word >> UInt64(64 - UnitSquares.bits))] += word & 1 == 0 ? 1 : -1
  }

  /// As many units with as much each would give a sum that is known as well (Kish: "Survey Sampling", 1965); at most one for
  /// each that was added.
  var equalUnits: Double {
    let squares = counters.reduce(0.0) { $0 + Double($1) * Double($1) }
    return squares > 0 ? min(Double(sum), Double(sum) * Double(sum) / squares) : Double(sum)
  }
}

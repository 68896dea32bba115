import Simulation

/// What a sample keeps or leaves out as a whole.
public enum SampleUnit: String, CaseIterable, Sendable, Hashable {
  /// All requests of a user.
  case user
  /// All turns of a conversation.
  case session
  /// All requests with one prompt.
  case key
  /// All requests of one intent, in whatever words; of streams that know their intents before they are drawn.
  case intent

  /// Several of them, in words.
  public var plural: String { rawValue + "s" }
}

/// A part of a stream that stands for the whole: the units whose hash falls below the rate, with all their requests.
///
/// Spatial sampling (Waldspurger, Park, Garthwaite, Ahmad: "Efficient MRC construction with SHARDS", FAST 2015), here
/// of users and conversations too: whatever is asked of a unit that is kept is asked in the sample, so that what one
/// unit has for itself, such as the hits of its key, is as in the whole, and what all share is scaled with the rate. A
/// unit is kept by its identity, the seed and the replication, whatever the order or the number of threads.
public struct StreamSample: Sendable, Hashable {
  /// The part of the units that is kept on average, above 0 and below 1.
  public let rate: Double
  /// What is kept or left out as a whole.
  public let unit: SampleUnit
  /// Which part it is of several that are run apart and merged; nil for a sample that stands for the whole.
  public let part: Part?

  /// One of several parts of a stream, each with units of its own: together they are the whole.
  public struct Part: Sendable, Hashable {
    /// Its number, from 0.
    public let index: Int
    /// How many there are.
    public let count: Int
    /// Whether the recording holds this part alone, as an engine cut it out.
    public let isCutOut: Bool
  }

  /// Groups that the units of a sample are dealt out to, of which each is left out in turn for the sampling error.
  public static let groups = 16
  /// With fewer effective units than this the sampling error is not known well: at 41, three of four intervals held.
  public static let fewestUnits = 100.0
  /// A unit with a greater part of the whole than this makes a sample unsafe.
  public static let heavyShare = 0.05

  /// A sample of a rate.
  ///
  /// - Precondition: the rate is above 0, at most 1.
  public init(rate: Double, unit: SampleUnit) {
    precondition(rate > 0 && rate <= 1, "a sample keeps some units and no more than all")
    self.rate = rate
    self.unit = unit
    part = nil
  }

  /// A part of several.
  ///
  /// - Parameters:
  ///   - index: the part, from 0.
  ///   - count: how many parts there are.
  ///   - unit: what stays whole in a part.
  ///   - isCutOut: whether the recording holds this part alone, as an engine cut it out.
  /// - Precondition: there is such a part.
  public init(part index: Int, of count: Int, unit: SampleUnit, isCutOut: Bool = false) {
    precondition(count > 0 && index >= 0 && index < count, "a part is one of several")
    rate = 1 / Double(count)
    self.unit = unit
    part = Part(index: index, count: count, isCutOut: isCutOut)
  }
}

/// Which units a sample keeps in one replication.
public struct SampleDraw: Sendable {
  private let random: RandomStream
  /// Where the hashes of units that are kept begin and end.
  private let least: UInt64
  private let threshold: UInt64

  /// The units of a sample under a seed.
  public init(_ sample: StreamSample, seed: UInt64, replication: Int) {
    random = RandomStream(seed: seed, replication: replication, purpose: .streamSample)
    if let part = sample.part, !part.isCutOut {
      // Where one part ends the next begins, so that every unit is in one of them.
      func border(_ index: Int) -> UInt64 { UInt64((UInt128(index) << 53) / UInt128(part.count)) }
      (least, threshold) = (border(part.index), border(part.index + 1))
    } else {
      (least, threshold) = (0, sample.part == nil ? UInt64((sample.rate * 0x1p53).rounded()) : 1 << 53)
    }
  }

  /// The group of a unit that is kept; nil for one that is left out.
  @inlinable public func group(of unit: UInt64) -> UInt8? {
    let bits = word(unit)
    return isKept(bits) ? UInt8(truncatingIfNeeded: bits & UInt64(StreamSample.groups - 1)) : nil
  }

  /// The group of a unit that is kept for another reason than its hash.
  func dealt(_ unit: UInt64) -> UInt8 {
    UInt8(truncatingIfNeeded: word(unit) & UInt64(StreamSample.groups - 1))
  }

  @usableFromInline func word(_ unit: UInt64) -> UInt64 { random.bits(Int(bitPattern: UInt(unit))) }

  @usableFromInline func isKept(_ bits: UInt64) -> Bool { bits >> 11 >= least && bits >> 11 < threshold }

  /// A number that stands for the bytes of a name.
  ///
  /// - Complexity: O(bytes).
  public static func identity(of bytes: some Sequence<UInt8>) -> UInt64 {
    var word: UInt64 = 0
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    var count: UInt64 = 0
    for byte in bytes {
      word = word << 8 | UInt64(byte)
      count += 1
      if count % 8 == 0 {
        hash = RandomStream.mix(hash ^ word) &+ 0x9E37_79B9_7F4A_7C15
        word = 0
      }
    }
    return RandomStream.mix(RandomStream.mix(hash ^ word) &+ count)
  }
}

/// What a stream that is a sample knows of itself and of the whole.
public struct SampledPart: Sendable, Hashable {
  /// How it was drawn.
  public var sample: StreamSample
  /// Requests of the whole.
  public var wholeRequests = 0
  /// Requests that were kept before anything was cut off.
  public var keptRequests = 0
  /// Units that were kept.
  public var units = 0
  /// As many units with as many requests each would give a sum of requests that is known as well (Kish: "Survey
  /// Sampling", 1965): far fewer than there are where few units have most of the requests.
  public var effectiveUnits = 0.0
  /// The greatest part of the whole's requests or tokens that one unit has, as far as it is known.
  public var largestShare = 0.0
  /// The group of each request.
  public var groups: [UInt8] = []
  /// How many requests each group has, where the stream is a window of a sample; empty elsewhere.
  public var groupSizes: [Int] = []
  /// The number of each request in the whole, which addresses its luck.
  public var origins: [UInt32] = []
  /// The number in the whole of each prompt that is asked once, from `firstSingle` on: a sample has fewer of them and
  /// numbers them anew. Empty of a recording.
  public var singles: [UInt32] = []
  /// The first number of a prompt that is asked once.
  public var firstSingle = 0
  /// Whether a request has the luck that it has in the whole.
  public var sharesLuck = true

  /// A sample without requests.
  public init(_ sample: StreamSample) { self.sample = sample }

  /// The part of the requests that was kept.
  public var share: Double {
    wholeRequests > 0 ? Double(keptRequests) / Double(wholeRequests) : sample.rate
  }

  /// By how much of what the rate lets expect more requests were kept; not a number for an empty whole.
  public var excess: Double { Double(keptRequests) / (sample.rate * Double(wholeRequests)) - 1 }

  /// Notes the units that were kept, by their requests.
  ///
  /// - Parameters:
  ///   - counts: the requests of each unit that was kept.
  ///   - single: how many more have one request each.
  public mutating func note(units counts: some Collection<Int>, single: Int = 0) {
    units = counts.count + single
    // Whole numbers, so that their order changes nothing.
    let (sum, squares) = counts.reduce((single, single)) { ($0.0 + $1, $0.1 + $1 * $1) }
    effectiveUnits = squares > 0 ? Double(sum) * Double(sum) / Double(squares) : 0
  }

  /// Notes how much a sample tells on average: by the units of the whole, since a sample that happens to lack the greatest
  /// ones knows least of them, and seems to tell most.
  ///
  /// - Parameters:
  ///   - squares: the sum of the squares of how probable each unit is.
  ///   - draws: how often one is drawn in the whole.
  mutating func note(squares: Double, draws: Int) {
    guard draws > 0 else { return }
    effectiveUnits = sample.rate * Double(draws) / (1 + Double(draws - 1) * squares)
  }

  /// Keeps the first requests.
  mutating func keep(_ requests: Int) {
    groups.removeLast(max(0, groups.count - requests))
    origins.removeLast(max(0, origins.count - requests))
  }
}

extension Zipf {
  /// The sum of the squares of the probabilities.
  ///
  /// - Complexity: O(ranks).
  var squares: Double { (0..<count).reduce(0.0) { $0 + probability($1) * probability($1) } }
}

extension QueryStream {
  /// The number that addresses the luck of a request: the same in a sample as in the whole.
  @inlinable public func origin(of request: Int) -> Int {
    guard let sampled, !sampled.origins.isEmpty else { return firstOrigin + request }
    return Int(sampled.origins[request])
  }

  /// The number that addresses what is drawn of a prompt: of a synthetic stream the same in a sample as in the whole.
  public func promptOrigin(_ prompt: UInt32) -> Int {
    guard let sampled, Int(prompt) >= sampled.firstSingle,
      Int(prompt) - sampled.firstSingle < sampled.singles.count
    else { return Int(prompt) }
    return Int(sampled.singles[Int(prompt) - sampled.firstSingle])
  }
}

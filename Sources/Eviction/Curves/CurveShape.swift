/// What stands out on the curve of one policy: where it bends, and what it takes to come near its end.
public struct CurveShape: Sendable {
  /// The capacities, ascending.
  public let capacities: [UInt64]

  /// The hit ratio at each.
  public let hitRatios: [Double]

  /// Takes the points of one policy, in any order.
  public init(_ points: [MissRatioPoint]) {
    let ordered = points.sorted { $0.capacity < $1.capacity }
    self.init(capacities: ordered.map(\.capacity), hitRatios: ordered.map { 1 - $0.counts.missRatio })
  }

  /// Takes a curve by its ascending capacities.
  public init(capacities: [UInt64], hitRatios: [Double]) {
    precondition(capacities.count == hitRatios.count, "Every capacity has a hit ratio.")
    self.capacities = capacities
    self.hitRatios = hitRatios
  }

  /// The greatest hit ratio; 0 without points.
  public var best: Double { hitRatios.max() ?? 0 }

  /// Returns the place of the smallest capacity that hits at least `share` of ``best``, or `nil` without hits.
  public func smallest(reaching share: Double) -> Int? {
    best > 0 ? hitRatios.firstIndex { $0 >= share * best } : nil
  }

  /// The place of the knee, where more capacity begins to bring less than it did on average; `nil` when the curve
  /// does not bend.
  ///
  /// Source: Satopää, Albrecht, Irwin, Raghavan, "Finding a 'Kneedle' in a haystack: detecting knee points in
  /// system behavior", ICDCS Workshops 2011, with sensitivity 1 and without smoothing; of several knees the most
  /// pronounced one. The capacity counts linearly, as memory is paid for, and the curve begins with a cache of
  /// nothing that hits nothing.
  public var knee: Int? {
    guard let most = capacities.last, most > 0, best > 0 else { return nil }
    let differences =
      [0]
      + zip(capacities, hitRatios).map { capacity, ratio in ratio / best - Double(capacity) / Double(most) }
    let tolerance = 1 / Double(differences.count - 1)
    var knee: Int?
    var peak: Int?
    for place in differences.indices.dropFirst() {
      let isLast = place == differences.count - 1
      if differences[place] > differences[place - 1], isLast || differences[place] >= differences[place + 1] {
        peak = place
      }
      guard let candidate = peak, differences[place] < differences[candidate] - tolerance else { continue }
      if knee.map({ differences[candidate] > differences[$0] }) ?? true { knee = candidate }
      peak = nil
    }
    return knee.map { $0 - 1 }
  }
}

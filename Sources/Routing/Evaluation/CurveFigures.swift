/// The figures of a router's whole curve under weights of the queries.
struct CurveFigures {
  var apgr = Double.nan
  var apgrDollars = Double.nan
  var cpt = [Double.nan, .nan, .nan]
  var aiq = Double.nan
  var cost95 = Double.nan
  var cost99 = Double.nan

  /// The shares of the gap of `cpt`.
  static let gapShares = [0.2, 0.5, 0.8]

  /// Computes the figures in one pass over the sweep.
  ///
  /// - Parameters:
  ///   - weights: a weight for each row of the table, or nil for one each.
  ///   - hull: storage that is reused.
  /// - Complexity: O(events).
  init(_ sweep: RouterSweep, totals: PairTotals, weights: [Double]?, hull: inout [(Double, Double)]) {
    let total = totals.weight
    var quality = 0.0
    var cost = 0.0
    var calls = 0.0
    for (place, row) in sweep.rows.enumerated() {
      let weight = weights?[row] ?? 1
      quality += weight * sweep.startQuality[place]
      cost += weight * sweep.startCost[place]
      calls += weight * sweep.startCalls[place]
    }
    let gap = totals.strongQuality - totals.weakQuality
    // Sums in another order may end a rounding error below a target that they reach.
    let targets = CurveFigures.gapShares.map { totals.weakQuality + $0 * gap - 1e-12 }
    let floors = [0.95 * totals.strongQuality, 0.99 * totals.strongQuality]
    var floorCosts = [Double.nan, .nan]
    var reached = 0
    var floorsReached = 0
    var x = calls / total
    var y = quality / total
    var z = cost / total
    var area = 0.0
    var dollarArea = (z - totals.weakCost) * totals.weakQuality
    hull.removeAll(keepingCapacity: true)
    hull.append((totals.weakCost, totals.weakQuality))
    func push(_ z: Double, _ y: Double) {
      // Points come from cheap to dear but where a dearer model costs less on a query.
      while let last = hull.last, hull.count > 1 || z < last.0 {
        if z < last.0 {
          if y < last.1 { return }
          hull.removeLast()
          continue
        }
        let before = hull[hull.count - 2]
        guard (last.1 - before.1) * (z - before.0) <= (y - before.1) * (last.0 - before.0) else { break }
        hull.removeLast()
      }
      hull.append((z, y))
    }
    push(z, y)
    while reached < 3, y >= targets[reached] {
      cpt[reached] = x
      reached += 1
    }
    while floorsReached < 2, y >= floors[floorsReached] {
      floorCosts[floorsReached] = z
      floorsReached += 1
    }
    var first = 0
    for end in sweep.ends {
      for event in first..<end {
        let weight = weights?[Int(sweep.eventRows[event])] ?? 1
        if weight == 0 { continue }
        quality += weight * sweep.quality[event]
        cost += weight * sweep.cost[event]
        calls += weight * sweep.calls[event]
      }
      first = end
      let nextX = calls / total
      let nextY = quality / total
      let nextZ = cost / total
      area += (y + nextY) / 2 * (nextX - x)
      dollarArea += (y + nextY) / 2 * (nextZ - z)
      while reached < 3, nextY >= targets[reached] {
        cpt[reached] = x + (nextX - x) * (targets[reached] - y) / (nextY - y)
        reached += 1
      }
      while floorsReached < 2, nextY >= floors[floorsReached] {
        floorCosts[floorsReached] = z + (nextZ - z) * (floors[floorsReached] - y) / (nextY - y)
        floorsReached += 1
      }
      (x, y, z) = (nextX, nextY, nextZ)
      push(z, y)
    }
    dollarArea += (totals.strongCost - z) * y
    if gap != 0 {
      if sweep.isBinary {
        apgr = (area - totals.weakQuality) / gap
      } else {
        cpt = [.nan, .nan, .nan]
      }
      let span = totals.strongCost - totals.weakCost
      if span > 0 { apgrDollars = (dollarArea / span - totals.weakQuality) / gap }
    }
    aiq = CurveFigures.area(under: hull, totals)
    (cost95, cost99) = (floorCosts[0] * 1000, floorCosts[1] * 1000)
  }

  /// The area under the rising part of a concave hull and a level line from its top to the strong model's cost.
  private static func area(under hull: [(Double, Double)], _ totals: PairTotals) -> Double {
    let span = totals.strongCost - totals.weakCost
    guard span > 0 else { return .nan }
    var area = 0.0
    var last = hull[0]
    for point in hull.dropFirst() {
      if point.1 < last.1 { break }
      // What is dearer than the strong model alone does not count.
      if point.0 > totals.strongCost {
        let share = (totals.strongCost - last.0) / (point.0 - last.0)
        let cut = last.1 + max(0, share) * (point.1 - last.1)
        area += (last.1 + cut) / 2 * max(0, totals.strongCost - last.0)
        return area / span
      }
      area += (last.1 + point.1) / 2 * (point.0 - last.0)
      last = point
    }
    area += last.1 * max(0, totals.strongCost - last.0)
    return area / span
  }
}

/// The cheapest way to any quality for whoever knows every outcome: queries by gain a dollar.
struct OracleFrontier {
  private let sweep: RouterSweep
  private var qualities: [Double] = []
  private var costs: [Double] = []

  init(_ table: RecordedOutcomes, _ pair: RoutePair, rows: [Int]) {
    let models = table.models.count
    let scores = rows.map { row -> Double in
      let gain = table.scores[row * models + pair.strong] - table.scores[row * models + pair.weak]
      let price = Double(table.costs[row * models + pair.strong] - table.costs[row * models + pair.weak])
      return gain <= 0 ? -1 : price <= 0 ? .infinity : gain / price
    }
    sweep = RouterSweep(
      scores: scores, rows: rows, fees: Array(repeating: 0, count: rows.count), table: table, pair: pair)
  }

  /// Takes in weights of the rows.
  mutating func weigh(_ totals: PairTotals, _ weights: [Double]?) {
    qualities.removeAll(keepingCapacity: true)
    costs.removeAll(keepingCapacity: true)
    var quality = totals.weakQuality
    var cost = totals.weakCost
    qualities.append(quality)
    costs.append(cost)
    for event in sweep.keys.indices where sweep.keys[event] > 0 {
      let weight = (weights?[Int(sweep.eventRows[event])] ?? 1) / totals.weight
      if weight == 0 { continue }
      quality += weight * sweep.quality[event]
      cost += weight * sweep.cost[event]
      qualities.append(quality)
      costs.append(cost)
    }
  }

  /// The least cost of a quality in dollars a query; the dearest point for what none reaches.
  ///
  /// - Complexity: O(log n).
  func cost(quality: Double) -> Double {
    var low = 0
    var high = qualities.count - 1
    guard quality < qualities[high] else { return costs[high] }
    guard quality > qualities[0] else { return costs[0] }
    while high - low > 1 {
      let middle = (low + high) / 2
      if qualities[middle] < quality { low = middle } else { high = middle }
    }
    let rise = qualities[high] - qualities[low]
    return costs[low] + (costs[high] - costs[low]) * (quality - qualities[low]) / rise
  }
}

/// Places for labels that do not lie on each other.
enum LabelPlacement {
  /// Moves positions along a line apart until each has a gap to the next, with their order kept.
  ///
  /// - Complexity: O(n log n) and a pass back.
  static func spread(_ positions: [Double], gap: Double, within range: ClosedRange<Double>) -> [Double] {
    let order = positions.indices.sorted { (positions[$0], $0) < (positions[$1], $1) }
    var places = positions
    var last = -Double.infinity
    for index in order {
      places[index] = max(positions[index], last + gap, range.lowerBound)
      last = places[index]
    }
    var next = range.upperBound + gap
    for index in order.reversed() {
      places[index] = min(places[index], next - gap)
      next = places[index]
    }
    // Half of each cluster moves down again: labels stay around their points.
    last = -Double.infinity
    for index in order {
      places[index] = max(last + gap, min(places[index], max(positions[index], last + gap)))
      last = places[index]
    }
    return places
  }

  /// A rectangle in pixels.
  struct Box: Hashable {
    var left: Double
    var bottom: Double
    var width: Double
    var height: Double

    /// The area that both cover.
    func overlap(_ other: Box) -> Double {
      let across = min(left + width, other.left + other.width) - max(left, other.left)
      let down = min(bottom + height, other.bottom + other.height) - max(bottom, other.bottom)
      return across > 0 && down > 0 ? across * down : 0
    }
  }

  /// Where a label stands to its point, and how gnuplot says so.
  struct Side {
    var alignment: String
    /// Pixels from the point to the anchor of the text.
    var across: Double
    var up: Double
  }

  /// Sides in the order of preference.
  static let sides: [Side] = [
    Side(alignment: "left", across: 9, up: 11), Side(alignment: "left", across: 9, up: -11),
    Side(alignment: "right", across: -9, up: 11), Side(alignment: "right", across: -9, up: -11),
    Side(alignment: "left", across: 12, up: 0), Side(alignment: "right", across: -12, up: 0),
    Side(alignment: "center", across: 0, up: 16), Side(alignment: "center", across: 0, up: -16),
    Side(alignment: "left", across: 8, up: 28), Side(alignment: "left", across: 8, up: -28),
  ]

  /// A side for the label of each point: the first that touches least of points, labels and borders.
  static func sides(
    of points: [(x: Double, y: Double)], widths: [Double], width: Double, height: Double,
    obstacles: [Box] = []
  ) -> [Side] {
    var taken = obstacles + points.map { Box(left: $0.x - 6, bottom: $0.y - 6, width: 12, height: 12) }
    return points.indices.map { index in
      var best = sides[0]
      var bestBox = Box(left: 0, bottom: 0, width: 0, height: 0)
      var bestCost = Double.infinity
      for side in sides {
        let start = points[index].x + side.across
        let left =
          side.alignment == "left" ? start : start - widths[index] * (side.alignment == "right" ? 1 : 0.5)
        let box = Box(left: left, bottom: points[index].y + side.up - 7, width: widths[index], height: 14)
        let inside = box.overlap(Box(left: 0, bottom: 0, width: width, height: height))
        let cost = taken.reduce(widths[index] * 14 - inside) { $0 + $1.overlap(box) }
        if cost < bestCost - 0.5 { (best, bestBox, bestCost) = (side, box, cost) }
      }
      taken.append(bestBox)
      return best
    }
  }
}

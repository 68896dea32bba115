import Experiments

/// Colours, dashes and sizes of all charts.
enum ChartStyle {
  /// Pixels across and down.
  static let width = 900.0
  static let height = 540.0
  /// The font; a viewer without it takes its own.
  static let font = "DejaVu Sans"
  /// The colour of text that is not read first.
  static let faint = "#666666"

  /// Colours that colour-blind readers can tell apart (Okabe and Ito: "Color Universal Design", 2008), without
  /// yellow, which is too light for a line on white.
  static let palette = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"]
  /// Colours of many lines beside black bounds: the same, and darker ones that differ from them in lightness too
  /// (Tol: "Colour schemes", SRON technical note, 2021).
  static let policyPalette = palette.dropLast() + ["#332288", "#882255", "#999933"]
  /// The colour of the baseline.
  static let neutral = "#7F7F7F"
  /// Types of points, filled ones first.
  static let points = [7, 5, 9, 13, 11, 15]
  /// The same types without filling.
  static let hollowPoints = [6, 4, 8, 12, 10, 14]
  /// Types of dashes; a second round of colours has another dash.
  static let dashes = ["1", "'-'", "'-.'", "'.'", "(12,4,2,4,2,4)"]

  /// The width of the n-th of several lines: what lies under another line shows on both its sides.
  static func width(ofLine place: Int, of count: Int) -> Double {
    1.8 + 2.6 * Double(max(0, count - 1 - place)) / Double(max(4, count - 1))
  }

  /// Pixels that a text takes at a size of the font, generously.
  static func width(of text: String, size: Double) -> Double { Double(text.displayWidth) * size * 0.80 }
}

/// How one strategy or policy looks in every chart of a result.
struct Mark {
  /// The colour.
  var color: String
  /// The dash of a line.
  var dash: String
  /// The type of its filled point.
  var point: Int
  /// The type of its hollow point.
  var hollowPoint: Int

  /// The mark of the n-th of several things.
  init(_ index: Int) {
    color = ChartStyle.palette[index % ChartStyle.palette.count]
    dash = ChartStyle.dashes[index / ChartStyle.palette.count % ChartStyle.dashes.count]
    point = ChartStyle.points[index % ChartStyle.points.count]
    hollowPoint = ChartStyle.hollowPoints[index % ChartStyle.hollowPoints.count]
  }

  /// The mark of the n-th policy on a chart whose bounds are black.
  init(policy index: Int) {
    let colors = ChartStyle.policyPalette.count
    let points = ChartStyle.points.count
    color = ChartStyle.policyPalette[index % colors]
    dash = ChartStyle.dashes[index / colors % ChartStyle.dashes.count]
    point = ChartStyle.points[(index + index / colors) % points]
    hollowPoint = ChartStyle.hollowPoints[(index + index / colors) % points]
  }

  /// The marks of all strategies: grey for the baseline, dashes for bounds.
  static func all(_ result: RunResult) -> [Mark] {
    var next = 0
    return result.strategies.enumerated().map { place, strategy in
      var mark = Mark(next)
      if place == result.baseline { mark.color = ChartStyle.neutral } else { next += 1 }
      if strategy.isBound { mark.dash = "(8,5)" }
      return mark
    }
  }

  /// The line style of the mark.
  func line(width: Double = 2) -> String {
    "lc rgb '\(color)' lw \(GnuplotText.number(width)) dt \(dash)"
  }
}

import Metrics
import Strategies

/// What stale hits move, over what is expected of the ages of the hits: 0 in the mean over replications.
///
/// Which answers change and when is drawn anew in every replication, and a popular one among them moves all that stale hits
/// move: few replications hold few such draws. How likely it is that an answer of some age has changed is stated, and what a
/// hit loses by it is known, so that the luck is known too: a control variate (Lavenberg and Welch, Management Science 27,
/// 1981) whose coefficient is 1.
struct StaleLuck: Sendable, Hashable {
  /// Stale hits, as a share of the requests.
  var share = 0.0
  /// The quality that is lost to them, a request.
  var quality = 0.0
  /// What they cost in 30 days.
  var dollars = 0.0

  /// Fewer cells than this are left as they are counted.
  static let fewestCells = 4

  /// No luck.
  init() {}

  /// The luck of a gateway's measured requests.
  init(_ measured: MeasuredCalls, _ figures: CellFigures, _ errors: ErrorPrices) {
    self.init(
      hits: measured.excessStaleHits, quality: measured.excessLostQuality, figures, errors)
  }

  /// The luck of so many stale hits, and so much quality lost to them, over the mean.
  init(hits: Double, quality: Double, _ figures: CellFigures, _ errors: ErrorPrices) {
    guard figures.requests > 0 else { return }
    share = hits / figures.requests
    self.quality = quality / figures.requests
    dollars = hits * errors.staleHit * figures.spansPerMonth
  }

  /// The fields in the order in which a partial holds them.
  var fields: [Double] { [share, quality, dollars] }

  /// - Precondition: there are three fields.
  init(_ fields: [Double]) { (share, quality, dollars) = (fields[0], fields[1], fields[2]) }

  /// How much more a metric is by the luck.
  func excess(of metric: Metric) -> Double {
    let excess =
      switch metric {
      case .staleHitShare: share
      case .quality, .qualityChange: -quality
      case .errorCostPerMonth, .totalCostPerMonth: dollars
      case .totalSavingPerMonth: -dollars
      default: 0.0
      }
    return excess.isFinite ? excess : 0
  }

  /// Cells of one strategy that tell less of the luck, where it is known of all of them.
  static func taken(outOf cells: [CellResult]) -> [CellResult] {
    guard cells.count >= fewestCells, cells.allSatisfy({ $0.staleLuck.share.isFinite }) else { return cells }
    return cells.map { cell in
      var cell = cell
      cell.isStaleLuckTaken = true
      return cell
    }
  }
}

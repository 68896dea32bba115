import Declarations
import Simulation

/// The interval of a log's figure, from its values without each group of the log in turn.
///
/// The variance is that of the delete-a-group jackknife (Kott: "The delete-a-group jackknife", Journal of Official
/// Statistics 17, 2001), which is the mean square of contrasts between the groups. Which of them count depends on what the
/// groups are, and the quantile is Student's with as many degrees of freedom.
///
/// Groups in no order are alike: all contrasts count. Stretches of time that follow each other are alike where they are near,
/// so that what a long time's mean varies by is seen in slow waves alone: the slowest cosines count (Müller: "A theory of
/// robust long-run variance estimation", Journal of Econometrics 141, 2007; Sun: "A heteroskedasticity and autocorrelation
/// robust F test using an orthonormal series variance estimator", Econometrics Journal 16, 2013; Lazarus, Lewis, Stock and
/// Watson: "HAR inference: recommendations for practice", Journal of Business & Economic Statistics 36, 2018). That
/// days are busy and nights quiet is no luck: waves of a day or a week that a log goes through are left out before. What is
/// busy varies more, and the waves that are left see some stretches more than others: the variance is corrected by what
/// independent stretches with the deviations of the log would have in all and in these waves (as White does for regressions:
/// "A heteroskedasticity-consistent covariance matrix estimator and a direct test for heteroskedasticity", Econometrica 48,
/// 1980), and never made smaller.
///
/// What groups have is skewed, since a few use much: logs without those have the small variance and the small mean. The
/// quantile is widened by what the skewness makes of it to second order (Hall: "The bootstrap and Edgeworth expansion",
/// 1992, chapter 2: the coverage of a symmetric interval of a Studentized mean), with Student's quantile for the normal
/// one.
package enum LogInterval: Sendable, Hashable {
  /// Groups in no order, such as those of users, and the parts of a log.
  case exchangeable
  /// Stretches of equal length in their order, that last so many hours together.
  case series(hours: Double)

  /// Cosines that count of a series.
  static let waves = 6
  /// Fewer waves do not tell a course from chance.
  private static let fewestWaves = 4
  /// A log of as many hours has gone through most of a day.
  static let hoursOfADay = 20.0
  /// A log of as many days is left out by days.
  static let fewestDays = 3
  /// A log of as many days has gone through a week twice.
  private static let daysOfWeeks = 14
  /// A wave of which no more than this part is left beside those before it tells nothing of its own.
  private static let leastPart = (season: 1e-3, wave: 0.3)
  /// A stretch that the seasons all but explain is taken to have at least this part of its deviation left.
  private static let leastRest = 0.2
  /// An expansion is trusted to correct so much of what it expands.
  private static let mostWidening = 0.5

  /// Half the width of the interval; not a number where too few groups have a value.
  ///
  /// - Parameters:
  ///   - left: the figure without each group in turn; of a series in its order.
  ///   - luck: the variance of the figure that is luck of its replications.
  ///   - confidence: how often the interval is to hold the truth, 0...1.
  package func halfWidth(_ left: [Double], luck: Double = 0, confidence: Double) -> Double {
    guard let parts = self.parts(left, luck: luck, confidence: confidence) else { return .nan }
    return parts.quantile * (1 + parts.widening) * parts.error
  }

  /// What half a width is the product of: Student's quantile, its widening by a part of itself, and the standard error.
  typealias Parts = (quantile: Double, widening: Double, error: Double)

  /// What half the width of the interval is made of; nil where too few groups have a value.
  func parts(_ left: [Double], luck: Double = 0, confidence: Double) -> Parts? {
    let places = left.indices.filter { left[$0].isFinite }
    let fewest = min(SamplingGroups.fewest, max(LogInterval.fewestDays, left.count))
    guard places.count >= fewest else { return nil }
    let n = Double(places.count)
    let mean = LogInterval.mean(of: places.map { left[$0] })
    let deviations = places.map { left[$0] - mean }
    var square = deviations.reduce(0.0) { $0 + $1 * $1 } / (n - 1)
    var freedom = places.count - 1
    if case .series = self {
      let times = places.map { (Double($0) + 0.5) / Double(left.count) }
      let (known, slow) = contrasts(at: times, of: left.count)
      guard !slow.isEmpty else { return nil }
      freedom = slow.count
      square =
        slow.reduce(0.0) { sum, wave in
          let contrast = LogInterval.product(wave, deviations)
          return sum + contrast * contrast
        } / Double(freedom)
      square *= LogInterval.unevenness(of: deviations, beside: known, in: slow)
    }
    let t = StudentT.quantile(0.5 + confidence / 2, degreesOfFreedom: freedom)
    let variance = (n - 1) * (n - 1) / n * square
    return (t, LogInterval.widening(of: deviations, at: t), (variance + luck).squareRoot())
  }

  /// The mean of values; of those that are alike the value itself, of which rounding would leave an interval.
  static func mean(of values: [Double]) -> Double {
    guard let first = values.first else { return .nan }
    guard values.contains(where: { $0 != first }) else { return first }
    return values.reduce(0, +) / Double(values.count)
  }

  /// Whether figures rise or fall along a log by more than chance would have them in one of a hundred logs: the slowest wave
  /// has more than Student's t of the others allows. Groups in no order have no such course.
  ///
  /// - Parameter left: the figure without each stretch in its order.
  func drifts(_ left: [Double]) -> Bool {
    guard case .series = self else { return false }
    let places = left.indices.filter { left[$0].isFinite }
    guard places.count > LogInterval.fewestWaves else { return false }
    let mean = places.reduce(0.0) { $0 + left[$1] } / Double(places.count)
    let deviations = places.map { left[$0] - mean }
    let times = places.map { (Double($0) + 0.5) / Double(left.count) }
    let squares = contrasts(at: times, of: left.count).slow.map { wave -> Double in
      let contrast = LogInterval.product(wave, deviations)
      return contrast * contrast
    }
    // What rounding leaves of stretches that are alike is no course.
    guard squares.count >= LogInterval.fewestWaves, squares[0] > 1e-20 * mean * mean else { return false }
    let others = squares.dropFirst().reduce(0, +) / Double(squares.count - 1)
    let t = StudentT.quantile(0.995, degreesOfFreedom: squares.count - 1)
    return squares[0] > t * t * others
  }

  /// By what the variance is greater than what waves see of it, where stretches vary unequally; at least 1.
  ///
  /// - Parameters:
  ///   - known: the constant and the seasons.
  ///   - slow: the waves that count.
  private static func unevenness(of deviations: [Double], beside known: [[Double]], in slow: [[Double]])
    -> Double
  {
    var rest = deviations
    for other in known {
      let common = product(other, rest)
      rest = zip(rest, other).map { $0 - common * $1 }
    }
    var (whole, seen) = (0.0, 0.0)
    for place in rest.indices {
      let free = 1 - known.reduce(0.0) { $0 + $1[place] * $1[place] }
      let square = rest[place] * rest[place] / max(leastRest, free)
      let weight = slow.reduce(0.0) { $0 + $1[place] * $1[place] } / Double(slow.count)
      whole += square
      seen += square * weight * Double(rest.count)
    }
    return seen > 0 ? max(1, whole / seen) : 1
  }

  /// By what part of itself the skewness of the groups widens a quantile; too few groups tell no skewness.
  private static func widening(of deviations: [Double], at t: Double) -> Double {
    let n = Double(deviations.count)
    let scale = (deviations.reduce(0.0) { $0 + $1 * $1 } / n).squareRoot()
    guard deviations.count >= SamplingGroups.fewest, scale > 0, scale.isFinite else { return 0 }
    let third = deviations.reduce(0.0) { sum, deviation in
      let own = deviation / scale
      return sum + own * own * own
    }
    // Of a sample the skewness is smaller than of what it is from (Fisher's and Pearson's adjustment).
    let skewness = third / n * (n * (n - 1)).squareRoot() / (n - 2)
    let square = t * t
    let term: Double = (square * square + 2 * square - 3) / 18
    return min(mostWidening, max(0, term * skewness * skewness / n))
  }

  /// What a log is too short to tell, as a sentence; nil where it is not.
  var limit: String? {
    guard case .series(let hours) = self else { return nil }
    if hours < LogInterval.hoursOfADay {
      let length =
        hours < 1
        ? ((hours * 600).rounded() / 10).short + " min" : ((hours * 100).rounded() / 100).short + " h"
      return "intervals of a log of \(length) tell how such hours would differ: not other hours of a day, "
        + "nor what comes in bursts that are hours apart"
    }
    guard (hours / 24).rounded(.up) < Double(LogInterval.fewestDays) else { return nil }
    return "intervals of a log of a day or two tell how another such day would differ: "
      + "not how one day differs from the next"
  }

  /// How often the log goes through each wave of a day or a week; none where too few contrasts would be left.
  private func seasons(of stretches: Int) -> [Double] {
    guard case .series(let hours) = self else { return [] }
    let days = (hours / 24).rounded(.up)
    var periods: [Double] = []
    if days >= Double(LogInterval.daysOfWeeks) {
      periods = [168, 84, 56]
    } else if days < Double(LogInterval.fewestDays), hours >= LogInterval.hoursOfADay {
      periods = [24, 12]
    }
    guard stretches - 1 - 2 * periods.count >= LogInterval.waves else { return [] }
    return periods.map { hours / $0 }
  }

  /// A constant and the seasons, and the slowest cosines: all orthogonal to each other, each of length 1.
  ///
  /// - Parameter times: the middles of the stretches that have a value, as parts of the log.
  private func contrasts(at times: [Double], of stretches: Int) -> (known: [[Double]], slow: [[Double]]) {
    var taken = [[Double](repeating: (1 / Double(times.count)).squareRoot(), count: times.count)]
    for turns in seasons(of: stretches) {
      for wave in [
        times.map { Transcendental.cosine(2 * Double.pi * turns * $0) },
        times.map { Transcendental.sine(2 * Double.pi * turns * $0) },
      ] {
        if let rest = LogInterval.rest(of: wave, beside: taken, least: LogInterval.leastPart.season) {
          taken.append(rest)
        }
      }
    }
    let first = taken.count
    for wave in 1..<max(2, times.count) where taken.count < min(times.count, first + LogInterval.waves) {
      let cosines = times.map { Transcendental.cosine(Double.pi * Double(wave) * $0) }
      if let rest = LogInterval.rest(of: cosines, beside: taken, least: LogInterval.leastPart.wave) {
        taken.append(rest)
      }
    }
    return (Array(taken.prefix(first)), Array(taken.dropFirst(first)))
  }

  /// What of a wave is orthogonal to others, of length 1; nil where no more than a part of it is.
  private static func rest(of wave: [Double], beside taken: [[Double]], least: Double) -> [Double]? {
    let length = product(wave, wave).squareRoot()
    guard length > 1e-9 else { return nil }
    var rest = wave.map { $0 / length }
    // Twice is enough: what rounding leaves of the others after the first time goes with the second.
    for _ in 0..<2 {
      for other in taken {
        let common = product(other, rest)
        rest = zip(rest, other).map { $0 - common * $1 }
      }
    }
    let left = product(rest, rest).squareRoot()
    return left > least ? rest.map { $0 / left } : nil
  }

  private static func product(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0.0) { $0 + $1.0 * $1.1 }
  }
}

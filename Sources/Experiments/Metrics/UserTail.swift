import Simulation
import Traffic

/// How much the users of a log use, of whom a few may use so much that a log tells little of another one's.
///
/// Where uses have a tail as heavy as that of a power law with an index below 2, their mean over a log's users has no
/// variance, and an interval is too narrow for most logs: those in which the greatest users happen to be missing. Such a log
/// looks like one of alike users, so that no interval from it alone is right for all (Bahadur and Savage: "The nonexistence
/// of certain statistical procedures in nonparametric problems", Annals of Mathematical Statistics 27, 1956). How far the
/// logarithms of uses are apart tells of few users as well, since it hardly depends on the greatest.
struct UserTail {
  /// Fewer users tell nothing of a tail.
  private static let fewestUsers = 50
  /// Of fewer users than tell a tail, the greatest standard deviation of the logarithms of their uses that leaves intervals
  /// right.
  private static let mostSpread = 0.65
  /// A user with a greater share of the tokens decides how wide intervals are.
  private static let largeShare = 0.3
  /// The least number of users that are taken for the tail; a tenth of them where that is more.
  private static let fewestGreatest = 10

  /// What is said where the tail is heavy.
  private static let heavyWarning =
    "a few users use so much more than the others that intervals of dollars are too narrow for a log of other users"

  /// Tokens by user.
  private var uses: [Double]

  /// No use of some users.
  init(users: Int) { uses = Array(repeating: 0, count: users) }

  /// Adds the requests of a stream from one on.
  ///
  /// - Complexity: O(requests).
  mutating func add(_ stream: QueryStream, from first: Int) {
    for request in first..<max(first, stream.count) {
      uses[Int(stream.user[request])] +=
        Double(stream.inputTokens(request)) + Double(stream.outputTokens[request])
    }
  }

  /// What is to be said of users that intervals of dollars do not allow for; nil where they do.
  ///
  /// - Complexity: O(users log users).
  var warning: String? {
    isHeavy ? UserTail.heavyWarning : fewWarning ?? largestWarning
  }

  /// That users too few to tell a tail use unlike amounts; nil where they do not. One that stands out alone makes no others
  /// unlike.
  private var fewWarning: String? {
    let some = uses.filter { $0 > 0 }.sorted()
    guard some.count > 2, some.count < UserTail.fewestUsers else { return nil }
    let logarithms = some.dropLast(largestShare > UserTail.largeShare ? 1 : 0).map { Transcendental.log($0) }
    let n = Double(logarithms.count)
    let mean = logarithms.reduce(0, +) / n
    let squares = logarithms.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) }
    guard (squares / (n - 1)).squareRoot() > UserTail.mostSpread else { return nil }
    return "\(some.count) users who use such unlike amounts are few: "
      + "intervals of dollars are too narrow for many logs of other users"
  }

  /// That one user has much of the tokens; nil where none has.
  ///
  /// Users are drawn anew, and that a log has such a user is luck which its interval must allow for; whoever knows that the
  /// user stays knows more than the log.
  private var largestWarning: String? {
    let share = largestShare
    guard share > UserTail.largeShare else { return nil }
    let percent = Int((100 * share).rounded())
    return "one user has \(percent) % of the tokens: intervals of dollars take for chance whether another "
      + "log has such a user, and are too wide where this one stays"
  }

  /// The greatest part of the tokens that one user has; 0 without tokens.
  private var largestShare: Double {
    let whole = uses.reduce(0, +)
    return whole > 0 ? (uses.max() ?? 0) / whole : 0
  }

  /// Whether the index of the tail lies below 2 beyond its standard error (Hill: "A simple general approach to inference
  /// about the tail of a distribution", Annals of Statistics 3(5), 1975).
  private var isHeavy: Bool {
    let sorted = uses.filter { $0 > 0 }.sorted(by: >)
    guard sorted.count >= UserTail.fewestUsers else { return false }
    let count = max(UserTail.fewestGreatest, sorted.count / 10)
    let excess = sorted[..<count].reduce(0) { $0 + Transcendental.log($1 / sorted[count]) }
    guard excess > 0 else { return false }
    let index = Double(count) / excess
    return index * (1 + 1 / Double(count).squareRoot()) < 2
  }
}

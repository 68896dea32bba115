import Declarations
import Providers
import Simulation

/// A judge behind a semantic hit, which reads the message and the cached answer before the answer is given.
///
/// It accepts a right answer with its sensitivity and refuses a wrong one with its specificity, whatever the two look
/// like. Sensitivity is the recall of accepting. A precision is no property of a judge alone: it belongs to the share
/// `r` of right answers among what was judged when it was measured, and with the recall it says the specificity,
/// 1 - recall r (1 - precision) / (precision (1 - r)). An answer that was right and has changed since is a right one to
/// the judge, who knows nothing of changes. What it refuses goes on as a miss.
struct HitJudge: Sendable {
  let sensitivity: Double
  let specificity: Double
  let price: TokenPrice
  let amount: Money
  let latency: VirtualTime

  static let field = Field(
    "verify",
    .object(
      ObjectSchema(
        "verify", "a judge that reads a hit before it is given; what it refuses goes on as a miss",
        [
          Field("sensitivity", .share, "share of right answers that it accepts").unless("recall"),
          Field("recall", .share, "the same by its other name"),
          Field("specificity", .share, "share of wrong answers that it refuses").unless("precision"),
          Field("precision", .share, "share of what it accepts that is right, in place of a specificity"),
          Field(
            "right_share", .number(Bounds(minimum: 0.001, maximum: 0.999)), default: 0.5,
            "share of right answers among those of which the precision was measured"
          ).only(with: "precision"),
          Field(
            "input_usd_per_1m", .tokenPrice, default: 0,
            "what it charges for the tokens of the message and of the cached answer"),
          Field("usd_per_call", .eventPrice, default: 0, "what it charges for a verdict besides"),
          Field("latency_ms", .nonNegative, default: 0, "time of a verdict"),
        ])), "a judge that reads a hit before it is given")

  /// The judge that validated settings state.
  ///
  /// - Throws: a `Diagnostic` where a rate is missing, or where no judge has both.
  init(_ settings: Settings) throws(Diagnostic) {
    guard let sensitivity = settings.optionalNumber("sensitivity") ?? settings.optionalNumber("recall") else {
      throw Diagnostic(
        "'verify' states neither 'sensitivity' nor 'recall'; one of them was expected",
        position: settings.node.position)
    }
    self.sensitivity = sensitivity
    if let precision = settings.optionalNumber("precision") {
      let right = settings.number("right_share")
      let accepted = sensitivity * right
      let least = accepted / (accepted + 1 - right)
      // A judge that accepts nothing has no precision to contradict.
      guard precision >= least || accepted == 0 else {
        throw Diagnostic(
          "'precision' is \(precision.short), which no judge has that accepts \(sensitivity.short) of the right answers "
            + "where \(right.short) are right; at least \(((least * 1e6).rounded(.up) / 1e6).short) was expected",
          position: settings.position("precision"))
      }
      specificity = accepted == 0 ? 1 : max(0, 1 - accepted * (1 - precision) / (precision * (1 - right)))
    } else if let specificity = settings.optionalNumber("specificity") {
      self.specificity = specificity
    } else {
      throw Diagnostic(
        "'verify' states neither 'specificity' nor 'precision'; one of them was expected",
        position: settings.node.position)
    }
    price = TokenPrice(dollarsPerMillion: settings.number("input_usd_per_1m"))
    amount = Money(dollars: settings.number("usd_per_call"))
    latency = .milliseconds(settings.number("latency_ms"))
  }

  /// Reads an answer of so many tokens for a request, which pays for it, and says whether it is given.
  func accepts(_ truth: HitTruth, tokens: UInt32, for passage: Passage, coin: Double) -> Bool {
    passage.count(.judgedHits)
    if truth == .wrongIntent { passage.count(.judgedFalseHits) }
    passage.bill(price * (passage.userTokens + Int(tokens)) + amount, for: .judging)
    passage.delay(by: latency)
    if coin < (truth == .wrongIntent ? 1 - specificity : sensitivity) { return true }
    passage.count(.refusedHits)
    if truth != .wrongIntent { passage.count(.refusedRightHits) }
    return false
  }

  /// The most that it adds to a request.
  var greatestCharge: LayerCharge { LayerCharge(price: price, amount: amount) }
}

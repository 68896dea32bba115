import Declarations
import Files

/// What the dates of a file tell of the order of days and months in it, once one of them has a number above 12.
struct DayOrderEvidence {
  private var known: (order: DayOrder, position: SourcePosition)?
  private var unknown: RowFault?
  private var contradiction: RowFault?

  /// Notes what a date tells.
  mutating func take(_ days: RecordedRow.Days) {
    switch days {
    case .unknown(let fault): unknown = unknown ?? fault
    case .known(let order, let position):
      if let known, known.order != order {
        contradiction =
          contradiction
          ?? RowFault(
            .badTimestamp,
            "the timestamp has the day and the month in another order than that of line \(known.position.line); one order "
              + "was expected", at: position)
      }
      known = known ?? (order, position)
    }
  }

  /// The order that the dates are to be read in.
  ///
  /// - Throws: the fault of the first date that may be either, where none tells or some contradict each other.
  var needed: DayOrder {
    get throws(Diagnostic) {
      guard let unknown else { return .monthFirst }
      if let contradiction { throw contradiction.diagnostic }
      guard let known else { throw unknown.diagnostic }
      return known.order
    }
  }
}

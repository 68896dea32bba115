import Declarations
import Files

/// What the dates of a file tell of the order of their numbers: the one in which all of them can stand.
struct DayOrderEvidence {
  private var known: (order: DayOrder, position: SourcePosition)?
  private var unknown: RowFault?
  private var contradiction: RowFault?
  /// The orders in which all dates so far can stand.
  private var possible = DayOrders.all
  /// The first and the last number of the first date, and whether those of others differ.
  private var ends: (first: Int, last: Int)?
  private var isFirstOther = false
  private var isLastOther = false
  /// Whether points part the numbers of all dates.
  private var arePointed = true

  /// Notes what a date tells.
  mutating func take(_ days: RecordedRow.Days) {
    let date = days.date
    possible.formIntersection(date.orders)
    arePointed = arePointed && date.isPointed
    if let ends {
      isFirstOther = isFirstOther || ends.first != date.first
      isLastOther = isLastOther || ends.last != date.last
    } else {
      ends = (date.first, date.last)
    }
    guard let order = date.orders.only else {
      unknown = unknown ?? days.fault
      return
    }
    if let known, known.order != order {
      contradiction =
        contradiction
        ?? RowFault(
          .badTimestamp,
          "the timestamp has the day and the month in another order than that of line \(known.position.line); one order "
            + "was expected", at: days.position)
    }
    known = known ?? (order, days.position)
  }

  /// The order that the dates are to be read in.
  ///
  /// Between a year of two digits before and one behind the month, the one that stays the same is the year. Where points
  /// part the numbers and no date tells otherwise, the day stands first, as in every country that writes points.
  ///
  /// - Throws: the fault of the first date that may be read in several, where none tells or some contradict each other.
  var needed: DayOrder {
    get throws(Diagnostic) {
      guard let unknown else { return .monthFirst }
      if let contradiction { throw contradiction.diagnostic }
      if let order = possible.only { return order }
      if arePointed, possible == [.monthFirst, .dayFirst] { return .dayFirst }
      if possible == [.dayFirst, .yearFirst], isFirstOther != isLastOther {
        return isFirstOther ? .dayFirst : .yearFirst
      }
      throw unknown.diagnostic
    }
  }
}

import Declarations

/// Why one row of a recording cannot be used; such rows may be skipped and are counted by reason.
package struct RowFault: Error {
  /// The kind of fault, as it stands in reports.
  package enum Reason: String, CaseIterable, Sendable {
    case malformed = "malformed row"
    case invalidUTF8 = "invalid UTF-8"
    case tooFewFields = "too few fields"
    case tooManyFields = "too many fields"
    case missingValue = "missing value"
    case badTimestamp = "bad timestamp"
    case badTokenCount = "bad token count"
    case badValue = "bad value"
  }

  /// The kind of fault.
  package let reason: Reason
  /// The fault with its place.
  package let diagnostic: Diagnostic

  /// Makes a fault.
  package init(_ reason: Reason, _ message: String, at position: SourcePosition) {
    self.reason = reason
    diagnostic = Diagnostic(message, position: position)
  }
}

/// A fault of one row, or one that ends the reading.
package enum TraceFault: Error {
  case row(RowFault)
  case file(Diagnostic)

  /// Runs what can only fail for a row.
  package static func row<Value>(_ body: () throws(RowFault) -> Value) throws(TraceFault) -> Value {
    do throws(RowFault) { return try body() } catch { throw .row(error) }
  }

  /// Runs what can only fail for the whole file.
  package static func file<Value>(_ body: () throws(Diagnostic) -> Value) throws(TraceFault) -> Value {
    do throws(Diagnostic) { return try body() } catch { throw .file(error) }
  }
}

@testable import Declarations

/// Parses a text.
func parse(_ text: String) throws(Diagnostic) -> JSONNode { try JSONParser.parse(Array(text.utf8)) }

/// The fault of a document, or nil when it has none.
func diagnose(_ bytes: [UInt8], what: String = "document") -> Diagnostic? {
  do throws(Diagnostic) {
    _ = try JSONParser.parse(bytes, what: what)
    return nil
  } catch {
    return error
  }
}

/// The fault of a text, or nil when it has none.
func diagnose(_ text: String) -> Diagnostic? { diagnose(Array(text.utf8)) }

/// A text validated against a shape.
func validate(_ text: String, as shape: Shape) throws(Diagnostic) -> JSONNode {
  var validator = Validator()
  return try validator.validate(try parse(text), as: shape)
}

/// The fault of a text against a shape, or nil when it fits.
func diagnose(_ text: String, as shape: Shape) -> Diagnostic? {
  do throws(Diagnostic) {
    _ = try validate(text, as: shape)
    return nil
  } catch {
    return error
  }
}

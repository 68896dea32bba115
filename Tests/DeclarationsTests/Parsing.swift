@testable import Declarations

/// A reproducible source of random words (Steele, Lea, Flood: SplitMix64, OOPSLA 2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

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

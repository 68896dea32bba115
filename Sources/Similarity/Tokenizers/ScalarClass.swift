internal import Foundation

/// What the BERT tokenizer does with a character before it looks at words.
///
/// Follows the published clean-up of uncased BERT (Devlin et al., "BERT", 2019): control characters go, white
/// space and punctuation separate words, ideographs stand alone, accents are stripped by canonical
/// decomposition and all is lower-cased.
enum ScalarClass {
  /// Whether a character is dropped: control, format, private use, unassigned, NUL or U+FFFD.
  static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0, 0xfffd: return true
    case 0x09, 0x0a, 0x0d: return false
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .privateUse, .surrogate, .unassigned: return true
    default: return false
    }
  }

  /// Whether a character separates words and is not kept.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

  /// Whether a character is a word of its own: ASCII that is no letter or digit, and Unicode's punctuation.
  static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x21...0x2f, 0x3a...0x40, 0x5b...0x60, 0x7b...0x7e: return true
    default: break
    }
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      return true
    default: return false
    }
  }

  /// Whether a character belongs to the blocks of Chinese ideographs, each of which is a word.
  static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x4e00...0x9fff, 0x3400...0x4dbf, 0x20000...0x2a6df, 0x2a700...0x2b73f, 0x2b740...0x2b81f,
      0x2b820...0x2ceaf, 0xf900...0xfaff, 0x2f800...0x2fa1f:
      return true
    default: return false
    }
  }

  /// The canonical decomposition of one character.
  static func decomposition(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    if scalar.value < 0xc0 { return [scalar] }
    return Array(String(Character(scalar)).decomposedStringWithCanonicalMapping.unicodeScalars)
  }
}

import Simulation

/// Colours of text on white.
enum Ink {
  /// The least contrast of text with its ground (Web Content Accessibility Guidelines 2.1, criterion 1.4.3).
  static let leastContrast = 4.5

  /// A colour dark enough to be read, in the hue of a line or a bar.
  ///
  /// - Parameter color: `#` and six hexadecimal digits; another text is returned as it is.
  static func of(_ color: String) -> String {
    guard color.count == 7, color.hasPrefix("#"), let value = Int(color.dropFirst(), radix: 16) else {
      return color
    }
    var parts = [value >> 16 & 255, value >> 8 & 255, value & 255].map(Double.init)
    while contrast(parts) < leastContrast { parts = parts.map { $0 * 0.97 } }
    let digits = parts.map { part -> String in
      let text = String(Int(part), radix: 16, uppercase: true)
      return text.count < 2 ? "0" + text : text
    }
    return "#" + digits.joined()
  }

  /// The contrast of a colour's parts, 0...255, with white.
  private static func contrast(_ parts: [Double]) -> Double {
    let linear = parts.map { part -> Double in
      let share = part / 255
      return share <= 0.04045 ? share / 12.92 : Transcendental.power((share + 0.055) / 1.055, 2.4)
    }
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)
  }
}

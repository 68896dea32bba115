import Foundation
import Synchronization

/// Which characters the fonts of this machine have, for pictures that are drawn here.
///
/// Where no font has a character, pango under gnuplot 5.4 draws a box with its number, as large as the whole picture.
enum FontCoverage {
  /// What DejaVu Sans has, whatever else is installed: Latin, Greek, Cyrillic, punctuation, arrows, signs, shapes.
  private static let usual: [ClosedRange<UInt32>] = [
    0x00...0x2E9, 0x300...0x34F, 0x384...0x525, 0x2000...0x2064, 0x2190...0x2311, 0x25A0...0x25FF,
  ]
  /// The most characters that are asked for in a run; the rest counts as missing.
  private static let mostQuestions = 200

  private static let answers = Mutex<[UInt32: Bool]>([:])

  /// Whether some font has a character; it has none where `fc-list` is not there to ask.
  static func has(_ scalar: Unicode.Scalar) -> Bool {
    if usual.contains(where: { $0.contains(scalar.value) }) || scalar.properties.isDefaultIgnorableCodePoint {
      return true
    }
    return answers.withLock { answers in
      if let known = answers[scalar.value] { return known }
      guard answers.count < mostQuestions else { return false }
      let answer = asks(scalar)
      answers[scalar.value] = answer
      return answer
    }
  }

  /// A text with an empty square for each character that no font has.
  static func drawable(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(has(scalar) ? scalar : "\u{25A1}") }
    return String(result)
  }

  private static func asks(_ scalar: Unicode.Scalar) -> Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let candidates = folders.filter { $0.hasPrefix("/") }.map { "\($0)/fc-list" }
    guard let program = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
      return false
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = [":charset=" + String(scalar.value, radix: 16), "family"]
    let pipe = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    let found = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return !found.isEmpty
  }
}

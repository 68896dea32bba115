/// The parts in which a container's runtime keeps a line of a program that is longer than 16 kB.
///
/// Docker's `json-file` writes a record for each and ends the text of the last one with a line feed; other runtimes (CRI)
/// mark all parts but the last with `P` before the text, and the last with `F`.
struct SplitLines {
  /// Whether the lines are Docker's.
  private let isDocker: Bool
  /// Whether records of JSON stand behind a time, a stream and a mark.
  private(set) var isPrefixed: Bool
  /// The parts of lines whose ends have not come, by the stream of the program.
  private var waiting: [[UInt8]: Part] = [:]

  /// What came of a line, and what stands behind it in the file.
  private struct Part {
    var beginning: [UInt8]
    var end: [UInt8] = []
  }

  /// How many lines are looked at.
  private static let lines = 16
  /// The bytes of a part.
  private static let part = 1 << 14

  /// The streams of a program, of as many bytes.
  private static let output = Array("stdout".utf8)
  private static let errors = Array("stderr".utf8)
  /// What stands before Docker's text, and behind it.
  private static let head = Array(#"{"log":""#.utf8)
  private static let tail = Array(#"","stream":""#.utf8)

  /// The parts of a file that begins with some text; nil where no line tells that it is kept in them.
  init?(_ text: ArraySlice<UInt8>) {
    let lines = text.split(separator: 0x0A, maxSplits: SplitLines.lines).prefix(SplitLines.lines)
    let isDocker = lines.contains { SplitLines.dockerText($0).map(SplitLines.isDockers) ?? false }
    let texts = lines.compactMap { line in SplitLines.criPlaces(line).map { (line, $0) } }
    let isSplit = texts.contains { $0[$1.mark] == UInt8(ascii: "P") }
    let isPrefixed = texts.contains { $0[$1.text...].first == UInt8(ascii: "{") }
    guard isDocker || isSplit || isPrefixed else { return nil }
    self.isDocker = isDocker
    self.isPrefixed = isPrefixed
    if isSplit, !isPrefixed {
      var parts = self
      self.isPrefixed = lines.contains { parts.take(Array($0)).map { LinePrefix.isPrefixed($0) } ?? false }
    }
  }

  /// Whether a text of a record is one as Docker writes it: with its line feed, or the long beginning of a record of JSON.
  private static func isDockers(_ text: ArraySlice<UInt8>) -> Bool {
    endsLine(text)
      || text.count >= part && text.first == UInt8(ascii: "{") && text.last != UInt8(ascii: "}")
  }

  /// Whether an escaped text ends with a line feed: an `n` behind an odd number of backslashes. Behind an even one it is a
  /// program's own backslash and letter, as of a line feed within its record, behind which a runtime may split too.
  private static func endsLine(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.last == UInt8(ascii: "n") else { return false }
    let slashes = text.dropLast().reversed().prefix { $0 == UInt8(ascii: "\\") }.count
    return slashes % 2 == 1
  }

  /// Takes a line of the file.
  ///
  /// - Returns: a line of the program, in the form of the file; nil where its end is still to come.
  /// - Complexity: O(length).
  mutating func take(_ line: [UInt8]) -> [UInt8]? {
    isDocker ? takeDocker(line) : takeCRI(line)
  }

  /// The next line whose end has not come when the file is over; nil where there is none.
  mutating func takeRest() -> [UInt8]? {
    guard let stream = waiting.keys.min(by: { $0.lexicographicallyPrecedes($1) }),
      let part = waiting.removeValue(forKey: stream)
    else { return nil }
    return part.beginning + part.end
  }

  /// The bytes of the lines whose ends have not come.
  var count: Int { waiting.values.reduce(0) { $0 + $1.beginning.count } }

  private mutating func takeDocker(_ line: [UInt8]) -> [UInt8]? {
    guard let text = SplitLines.dockerText(line[...]) else { return line }
    let end = line[text.endIndex...]
    let stream = Array(end.dropFirst(SplitLines.tail.count).prefix { $0 != UInt8(ascii: "\"") })
    guard waiting[stream] != nil || !SplitLines.endsLine(text) else { return line }
    waiting[stream, default: Part(beginning: SplitLines.head)].beginning.append(contentsOf: text)
    waiting[stream]?.end = Array(end)
    guard SplitLines.endsLine(text), let part = waiting.removeValue(forKey: stream) else {
      return nil
    }
    return part.beginning + part.end
  }

  private mutating func takeCRI(_ line: [UInt8]) -> [UInt8]? {
    guard let places = SplitLines.criPlaces(line[...]) else { return line }
    let stream = Array(line[places.stream])
    let isEnd = line[places.mark] == UInt8(ascii: "F")
    guard waiting[stream] != nil || !isEnd else { return line }
    waiting[stream, default: Part(beginning: Array(line[..<places.text]))].beginning
      .append(contentsOf: line[places.text...])
    return isEnd ? waiting.removeValue(forKey: stream)?.beginning : nil
  }

  /// The text of a line as Docker writes it, still escaped; nil where it is none.
  private static func dockerText(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard line.starts(with: head) else { return nil }
    // No quote stands in the text but behind a backslash, and what follows it is short.
    var place = line.endIndex - tail.count
    while place >= line.startIndex + head.count {
      if line[place] == UInt8(ascii: "\""), line[place...].starts(with: tail) {
        return line[(line.startIndex + head.count)..<place]
      }
      place -= 1
    }
    return nil
  }

  /// Where a line of a runtime has its stream, its mark and its text; nil where it is none.
  private static func criPlaces(
    _ line: ArraySlice<UInt8>
  ) -> (stream: Range<Int>, mark: Int, text: Int)? {
    // A time of at most 35 bytes, as 2026-03-01T10:00:00.123456789+00:00.
    guard let first = line.prefix(40).firstIndex(of: 0x20), first - line.startIndex >= 20,
      line[line.startIndex + 10] == UInt8(ascii: "T")
    else { return nil }
    let stream = line[(first + 1)...]
    guard stream.starts(with: output) || stream.starts(with: errors) else { return nil }
    let (end, mark) = (first + 1 + output.count, first + 2 + output.count)
    guard line.endIndex > mark + 1, line[end] == 0x20, line[mark + 1] == 0x20,
      line[mark] == UInt8(ascii: "P") || line[mark] == UInt8(ascii: "F")
    else { return nil }
    return ((first + 1)..<end, mark, mark + 2)
  }
}

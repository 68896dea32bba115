import Declarations
import Files
import Metrics
import Providers
import Strategies
import Traffic

/// The figures of some cells of a run in a file: a line for what they belong to, a line a cell, and a last line.
///
/// Each line is the XXH64 of its JSON in 16 hexadecimal digits, a blank and the JSON, so that damage has a place.
public struct Partial: Sendable {
  /// A cell and where it stands.
  struct Cell: Sendable {
    /// Its number among the cells of the run.
    var number: Int
    /// Its JSON without the hash.
    var line: [UInt8]
    /// Its line in the file.
    var place: Int
  }

  /// The file.
  public let path: String
  /// What the cells depend on.
  public let fingerprint: RunFingerprint
  /// The command whose cells they are.
  public let command: CellCommand
  /// How many cells the whole run has.
  public let total: Int
  /// The shard.
  public let shard: Shard
  /// The words behind the command that name the scenario and change it.
  public let words: [String]
  /// The part of the stream that the cells are of; nil where they are of the whole.
  public let part: PartialPart?
  /// The cells.
  let cells: [Cell]

  /// What a file of this kind is called.
  public static let suffix = ".partial"
  /// How lines are written. Members that come or go are told by ``layout``; what is written otherwise wants another number.
  private static let form = 2
  /// A hash of what cells and parts hold here: builds of one version may hold different figures.
  static let layout: String = {
    let fields = CellFigures().fields
    let reading = RecordedReading()
    let counts = [
      fields.counts.count, fields.amounts.count, fields.sums.count, fields.times.count,
      reading.inputRules.count, reading.outputRules.count, reading.remarks.count, TimeCurve.levels.count,
    ]
    var names = Metric.allCases.map(\.rawValue) + counts.map { String($0) }
    names += LayerCounter.allCases.map { String(describing: $0) }
    names += OutcomeKind.allCases.map { String(describing: $0) }
    names += HitTruth.allCases.map { String(describing: $0) }
    names += CostComponent.allCases.map { String(describing: $0) }
    names.append(CellResult().partial(0).text(indent: nil))
    return ExactText.hash(Array(names.joined(separator: " ").utf8))
  }()

  /// What stands in the first line, as JSON.
  static func header(
    _ fingerprint: RunFingerprint, _ command: CellCommand, _ shard: Shard, total: Int, words: [String],
    part: PartialPart? = nil
  ) -> JSONValue {
    let own = part.map { [("part", $0.value)] } ?? []
    return JSONValue(
      members: [
        ("simbench_partial", JSONValue(form)), ("layout", .string(layout)),
        ("command", .string(command.rawValue)), ("shard", .string("\(shard)")),
        ("cells", JSONValue(total)), ("words", JSONValue(words.map { .string($0) })),
        (
          "fingerprint",
          JSONValue(fingerprint.parts.map { JSONValue([.string($0.name), .string($0.value)]) })
        ),
      ] + own)
  }

  /// Writes a partial; under its name it is complete or not there.
  ///
  /// - Throws: a `Diagnostic` of kind `outputFailed`.
  static func write(_ lines: [JSONValue], to path: String) throws(Diagnostic) {
    try AtomicFile.makeFolder(FilePath(path).folder)
    let last = JSONValue(members: [("end", JSONValue(lines.count - 1))])
    try AtomicFile.write(path) { (output) throws(SystemFault) in
      for line in lines + [last] {
        let bytes = Array(line.text(indent: nil).utf8)
        output.append(ExactText.hash(bytes) + " ")
        output.append(bytes)
        output.append(UInt8(ascii: "\n"))
        try output.writeIfFull()
      }
    }
  }

  /// Reads a partial.
  ///
  /// - Throws: a `Diagnostic` with the place of what is damaged or missing.
  public init(_ path: String) throws(Diagnostic) {
    let bytes = try RegularFile.read(path, limit: 1 << 34)
    do throws(Diagnostic) { try self.init(bytes, path) } catch { throw error.placed(in: path) }
  }

  private init(_ bytes: [UInt8], _ path: String) throws(Diagnostic) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard !bytes.isEmpty else { throw Diagnostic("the file is empty; a partial of simbench was expected") }
    guard lines.last?.isEmpty == true else {
      throw Diagnostic(
        "the file ends within a line; a complete partial was expected",
        position: SourcePosition(line: lines.count, column: (lines.last?.count ?? 0) + 1))
    }
    lines.removeLast()
    let head = PartialFields(try Partial.node(lines[0], 1))
    guard try head.integer("simbench_partial") == Partial.form, head.optionalText("layout") == Partial.layout
    else {
      throw Diagnostic(
        "the partial is of another build of simbench, whose cells hold other figures; one of this build was expected, which "
          + "running its shard again writes")
    }
    guard let command = CellCommand(rawValue: try head.text("command")) else { throw head.fault("command") }
    do throws(Diagnostic) {
      shard = try Shard(try head.text("shard"), from: "'shard'")
    } catch {
      throw head.fault("shard")
    }
    self.command = command
    self.path = path
    total = try head.integer("cells")
    words = try head.texts("words")
    part = try PartialPart(head)
    guard total >= 0, !words.isEmpty else { throw head.fault(total < 0 ? "cells" : "words") }
    fingerprint = RunFingerprint(
      try head.list("fingerprint").map { pair throws(Diagnostic) in
        guard let texts = pair.elements?.compactMap(\.string), texts.count == 2 else {
          throw head.fault("fingerprint")
        }
        return RunFingerprint.Part(name: texts[0], value: texts[1])
      })
    let end = try? Partial.node(lines[lines.count - 1], lines.count)
    let isEnded = lines.count > 1 && end?["end"]?.integer == lines.count - 2
    var cells: [Cell] = []
    for place in 1..<max(1, isEnded ? lines.count - 1 : lines.count) {
      let json = try Partial.json(lines[place], place + 1)
      let number = try PartialFields(try Partial.node(lines[place], place + 1)).integer("cell")
      guard number >= 0, number < total else {
        throw Diagnostic(
          "the cell \(number) is none of the run's; 0 to \(total - 1) was expected",
          position: SourcePosition(line: place + 1, column: 1))
      }
      cells.append(Cell(number: number, line: Array(json), place: place + 1))
    }
    guard isEnded else {
      throw Diagnostic(
        "the last line, which counts the cells, is not there; a complete partial was expected",
        position: SourcePosition(line: lines.count + 1, column: 1))
    }
    self.cells = cells
  }

  /// A line without its hash.
  private static func json(_ line: ArraySlice<UInt8>, _ place: Int) throws(Diagnostic) -> ArraySlice<UInt8> {
    let json = line.dropFirst(17)
    guard line.count > 17, line[line.startIndex + 16] == UInt8(ascii: " "),
      line.prefix(16).elementsEqual(ExactText.hash(json).utf8)
    else {
      throw Diagnostic(
        "the line is damaged: its hash is another; a partial as simbench wrote it was expected",
        position: SourcePosition(line: place, column: 1))
    }
    return json
  }

  private static func node(_ line: ArraySlice<UInt8>, _ place: Int) throws(Diagnostic) -> JSONNode {
    try JSONParser.parse(Array(try json(line, place)), line: place, what: "line")
  }

  /// What a line holds.
  static func node(_ cell: Cell, _ path: String) throws(Diagnostic) -> JSONNode {
    do throws(Diagnostic) {
      return try JSONParser.parse(cell.line, line: cell.place, what: "line")
    } catch {
      throw error.placed(in: path)
    }
  }

  /// The figures of a cell.
  static func figures(_ cell: Cell, _ path: String) throws(Diagnostic) -> CellResult {
    do throws(Diagnostic) {
      return try CellResult(partial: try JSONParser.parse(cell.line, line: cell.place, what: "line"))
    } catch {
      throw error.placed(in: path)
    }
  }
}

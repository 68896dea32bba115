import Decisions
import Declarations
import Experiments
import Files
import Metrics

/// The figures that a run wrote: `summary.csv` in a folder of results.
package enum ResultsFolder {
  /// The relative difference below which figures of a file count as equal: it has ten digits.
  package static let resolution = 1e-9

  /// Whether a path is a folder of results.
  package static func isOne(_ path: String) -> Bool {
    FileIdentity.exists(FilePath.join(path, Manifest.name)) || FileIdentity.exists(file(path))
  }

  private static func file(_ folder: String) -> String { FilePath.join(folder, "summary.csv") }

  /// Reads the figures of a folder.
  ///
  /// - Throws: a `Diagnostic`: of kind `missingInput` when the table is absent, `badInput` when it is damaged or no
  ///   longer what its run wrote.
  package static func read(_ folder: String) throws(Diagnostic) -> Baseline {
    let path = file(folder)
    let bytes = try RegularFile.read(path)
    guard let manifest = try Manifest.read(in: folder),
      let written = manifest.files.first(where: { $0.name == "summary.csv" })
    else {
      throw Diagnostic(
        "has no manifest.json that says which run summary.csv belongs to; a folder of `simbench run` was expected",
        file: folder)
    }
    guard Manifest.File("summary.csv", in: folder) == written else {
      throw Diagnostic(
        "is not what its run wrote, by the hash in manifest.json; an unchanged table was expected", file: path
      )
    }
    var rows = CSVTable(bytes).rows[...]
    let names = rows.popFirst() ?? []
    func column(_ name: String) throws(Diagnostic) -> Int {
      guard let place = names.firstIndex(of: name) else {
        throw Diagnostic("lacks the column '\(name)'; a table of `simbench run` was expected", file: path)
      }
      return place
    }
    let (scenario, strategy) = (try column("scenario"), try column("strategy"))
    let (seed, replications) = (try column("seed"), try column("replications"))
    let (version, trace) = (try column("version"), try column("trace_hash"))
    guard let first = rows.first, rows.allSatisfy({ $0.count == names.count }),
      let ownSeed = UInt64(first[seed]), let count = Int(first[replications]), count > 0
    else { throw Diagnostic("holds no rows that can be read; one a strategy was expected", file: path) }
    let metrics = Metric.allCases.compactMap { metric in
      names.firstIndex(of: metric.rawValue).map {
        (metric.rawValue, $0, names.firstIndex(of: metric.rawValue + "_half_width"))
      }
    }
    return Baseline(
      scenario: first[scenario], version: first[version], seed: ownSeed, replications: count,
      trace: first[trace].isEmpty ? nil : Baseline.Trace(name: nil, hash: first[trace]),
      strategies: rows.map { row in
        Baseline.Strategy(
          name: row[strategy],
          figures: metrics.compactMap { name, place, half in
            guard let mean = Double(row[place]), mean.isFinite else { return nil }
            return Baseline.Figure(name, mean: mean, halfWidth: half.flatMap { Double(row[$0]) })
          })
      })
  }
}

/// A table of comma-separated values, as `CSVWriter` writes it.
private struct CSVTable {
  private(set) var rows: [[String]] = []

  /// Reads a table.
  ///
  /// - Complexity: O(bytes).
  init(_ bytes: [UInt8]) {
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var wasQuoted = false
    func finished() -> String {
      // The apostrophe keeps spreadsheets from taking the text for a formula.
      let isGuarded =
        wasQuoted && cell.first == UInt8(ascii: "'") && cell.count > 1 && "=+-@\t\r".utf8.contains(cell[1])
      return String(decoding: isGuarded ? cell[1...] : cell[...], as: UTF8.self)
    }
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if isQuoted {
        if byte != UInt8(ascii: "\"") {
          cell.append(byte)
        } else if place < bytes.count, bytes[place] == byte {
          cell.append(byte)
          place += 1
        } else {
          isQuoted = false
        }
      } else if byte == UInt8(ascii: "\"") {
        (isQuoted, wasQuoted) = (true, true)
      } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") {
        row.append(finished())
        (cell, wasQuoted) = ([], false)
        if byte == UInt8(ascii: "\n") {
          rows.append(row)
          row = []
        }
      } else {
        cell.append(byte)
      }
    }
    if !row.isEmpty || !cell.isEmpty {
      row.append(finished())
      rows.append(row)
    }
  }
}

import Declarations
import Files
import Foundation
import Providers
import Traffic

/// Reads recorded outcomes: CSV files, plain or compressed, in one of two forms.
///
/// The wide form is RouteLLM's (Ong et al.: "RouteLLM: Learning to Route LLMs with Preference Data", 2024): a
/// column `prompt`, a column of outcomes for each model, and optionally `<model>_response`. The long form has
/// one row a query and model: `query`, `model`, `correct` or `score`, and optionally `domain`, `response`,
/// `input_tokens`, `output_tokens`, `cost` (dollars), `latency` (seconds) and `conversation`, in any order. Queries
/// of one conversation are its turns in the order of the file.
///
/// Of a folder every `*.csv` and `*.csv.gz` is read, in the order of their names; without a column `domain`
/// the file's name is the domain. Tokens that are not stated are a fourth of the characters, rounded up; an
/// answer of which nothing is stated in the wide form is one token.
package struct OutcomeReader: Sendable {
  /// Prices of models.
  package var prices: OutcomePrices
  /// Queries that are left out.
  package var exclusions: ExclusionList
  /// The models that are read, all of which there must be; nil reads all there are.
  package var models: [String]?

  /// A reader.
  package init(prices: OutcomePrices, exclusions: ExclusionList = ExclusionList()) {
    self.prices = prices
    self.exclusions = exclusions
  }

  /// The name of the list of contaminated prompts that lies beside RouteLLM's outcomes.
  package static let exclusionName = "contaminated_prompts.jsonl"

  /// The list that lies beside a table, or nil.
  package static func exclusionList(beside path: String) -> String? {
    var folder = path
    var isFolder: ObjCBool = false
    if !FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) { return nil }
    if !isFolder.boolValue {
      folder = FilePath(path).parent
    }
    let candidate = FilePath.join(folder, exclusionName)
    return FileManager.default.fileExists(atPath: candidate) ? candidate : nil
  }

  /// Reads a file or a folder of files.
  ///
  /// - Throws: a `Diagnostic` with the file, line and column of what is wrong.
  package func read(_ path: String) throws(Diagnostic) -> RecordedOutcomes {
    var builder = RecordedOutcomesBuilder(prices: prices, exclusions: exclusions)
    var others: [String] = []
    for file in try OutcomeReader.files(of: path) {
      do throws(Diagnostic) { try read(file, into: &builder, others: &others) } catch {
        throw error.placed(in: file)
      }
    }
    for name in models ?? [] where !builder.models.contains(name) {
      let hint = name.nearest(in: others).map { " (did you mean '\($0)'?)" } ?? ""
      let known = builder.models + others
      throw Diagnostic(
        "there are no outcomes of the model '\(name)'\(hint); one of \(known.joined(separator: ", ")) was expected",
        file: path)
    }
    return try builder.table(source: path)
  }

  /// The tables that are read of a path, in their order: the file itself, or those of a folder.
  ///
  /// - Throws: a `Diagnostic` of kind `missingInput` for a folder without any.
  package static func files(of path: String) throws(Diagnostic) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      return [path]
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let tables = names.filter { $0.hasSuffix(".csv") || $0.hasSuffix(".csv.gz") }
      .sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    guard !tables.isEmpty else {
      throw Diagnostic("the folder holds no .csv or .csv.gz file", kind: .missingInput, file: path)
    }
    return tables.map { FilePath.join(path, $0) }
  }

  /// Refuses what begins as JSON does, as recordings of calls do: no header of a table begins so.
  private static func refuseJSON(_ lines: inout LineReader) throws(Diagnostic) {
    guard try lines.next() else { return }
    if let first = lines.line.first(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }),
      first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    {
      throw lines.fault("is JSON, as a recording of calls is; \(OutcomeReader.wanted)")
    }
    lines.unread()
  }

  /// Refuses a header that has nothing of outcomes, as those of recordings of calls.
  private static func refuseRecording(_ header: CSVHeader) throws(Diagnostic) {
    let isOwn = ["query", "prompt", "correct", "score"].contains { header.names.contains($0) }
    // A slip in a name is told as one.
    let isSlip = ["query", "prompt"].contains { $0.nearest(in: header.names) != nil }
    guard !isOwn, !isSlip else { return }
    throw Diagnostic(
      "the header names no outcomes, as that of a recording of calls; \(wanted)",
      position: header.positions.first)
  }

  private static let wanted =
    "a CSV file of outcomes was expected, which says how good each model's answer to a query was: the columns query, model "
    + "and score, or prompt and a column a model"

  private func read(
    _ path: String, into builder: inout RecordedOutcomesBuilder, others: inout [String]
  ) throws(Diagnostic) {
    var lines = try LineReader(path: path)
    try OutcomeReader.refuseJSON(&lines)
    var record = CSVRecord()
    guard try record.next(&lines) else {
      throw Diagnostic("the file is empty; a header line was expected", position: nil)
    }
    let header = try CSVHeader(record)
    try OutcomeReader.refuseRecording(header)
    let isLong = header.names.contains("model")
    let long = isLong ? try LongColumns(header) : nil
    let wide = isLong ? nil : try WideColumns(header, prices: prices, only: self.models)
    if let wanted = self.models, wide != nil {
      for name in header.names where name != "prompt" && !name.hasSuffix("_response") {
        if !wanted.contains(name) && !others.contains(name) { others.append(name) }
      }
    }
    let file = FilePath.lastPart(of: path)
    let domain = file.replacing(".gz", with: "").replacing(".csv", with: "")
    var models = wide?.models.map { builder.model($0.name) } ?? []
    var fileDomain: UInt16?
    while try record.next(&lines) {
      do throws(RowFault) { try header.check(record) } catch { throw error.diagnostic }
      if let wide {
        if fileDomain == nil { fileDomain = try builder.domain(domain, at: record.position(0)) }
        let query = builder.query(
          record[wide.prompt], domain: fileDomain ?? 0, file: path, at: record.position(wide.prompt),
          isNew: true)
        guard let query else { continue }
        for (place, column) in wide.models.enumerated() {
          try builder.enter(
            try wide.answer(column, record), query: query, model: models[place],
            at: record.position(column.score))
        }
      } else if let long {
        let model = String(decoding: record[long.model], as: UTF8.self)
        if let wanted = self.models, !wanted.contains(model) {
          if !others.contains(model) { others.append(model) }
          continue
        }
        let name = long.domain.map { String(decoding: record[$0], as: UTF8.self) } ?? domain
        let query = builder.query(
          record[long.query], domain: try builder.domain(name, at: record.position(0)), file: path,
          at: record.position(long.query), isNew: false)
        guard let query else { continue }
        if let conversation = long.conversation {
          try builder.join(query, record[conversation], at: record.position(conversation))
        }
        let number = builder.model(model)
        if !models.contains(number) {
          models.append(number)
          if long.cost == nil && prices[model] == nil {
            throw prices.missing(model, at: record.position(long.model))
          }
        }
        try builder.enter(
          try long.answer(record), query: query, model: number, at: record.position(long.model))
      }
    }
    builder.combine(contentHash: lines.bytes.contentHash)
  }
}

extension CSVRecord {
  /// A field with its place.
  func cell(_ index: Int) -> Cell { Cell(text: self[index], position: position(index)) }
}

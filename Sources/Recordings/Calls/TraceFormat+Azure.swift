import Declarations
import Files

extension TraceFormat {
  /// The traces of the Azure LLM inference service (Patel et al.: "Splitwise", ISCA 2024; CC BY 4.0).
  ///
  /// Nothing tells one prompt from another, so every row has its own prompt and intent.
  static let azure = TraceFormat(
    name: "azure",
    summary: "Azure LLM inference traces: CSV with TIMESTAMP, ContextTokens, GeneratedTokens",
    recognition: "a CSV header with TIMESTAMP, ContextTokens and GeneratedTokens",
    parameters: [],
    matches: { sample in
      guard case .csv(let header) = sample else { return false }
      return ["TIMESTAMP", "ContextTokens", "GeneratedTokens"].allSatisfy(header.names.contains)
    },
    rows: { (sample, _) throws(Diagnostic) in
      let header = try sample.header(for: "azure")
      let time = try header.index(of: "TIMESTAMP")
      let input = try header.index(of: "ContextTokens")
      let output = try header.index(of: "GeneratedTokens")
      return .csv { (record, row) throws(RowFault) in
        func cell(_ index: Int) -> Cell { Cell(text: record[index], position: record.position(index)) }
        row.time = try Timestamp.read(cell(time), .iso8601)
        row.timeUnit = .iso8601
        row.userTokens = try TokenCount.read(cell(input), "ContextTokens")
        row.outputTokens = try TokenCount.read(cell(output), "GeneratedTokens")
      }
    })
}

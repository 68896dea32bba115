import Declarations
import Files

/// A format of recorded streams: what it is called, how it is told and how a row is read.
package struct TraceFormat: Sendable {
  /// The name that stands in scenarios.
  package let name: String
  /// A line of explanation.
  package let summary: String
  /// How `auto` tells the format.
  package let recognition: String
  /// The settings that change how it is read, beside those of every format.
  package let parameters: [String]
  /// Whether a file that begins so is of this format.
  let matches: @Sendable (TraceSample) -> Bool
  /// Makes the reader of a row for a file that begins so.
  let rows: @Sendable (TraceSample, RecordedSource) throws(Diagnostic) -> RowReader

  /// The rows that a record of JSON holds, where it may hold several.
  var spread: @Sendable (JSONNode) throws(RowFault) -> [JSONNode] = { [$0] }

  /// Whether a program appends to the file as it runs, so that its last line may be cut.
  var isWrittenLive = false

  /// What makes a row a call, where rows of other kinds are left out.
  var wanted = "a row with a model or counts of tokens"

  /// Whether a row of a CSV may hold several rows, and is read as an object.
  var takesRows = false

  /// Whether its rows may be of any kind, so that what each says of its own is looked at: most formats know their own.
  var hasAnyKind = false

  /// Why a file that begins so is refused where none of its calls tells tokens; nil where they are estimated.
  var countless: @Sendable (TraceSample) -> String? = { _ in nil }

  /// All formats; `auto` takes the first that matches.
  package static let all: [TraceFormat] = [
    .azure, .bailian, .mooncake, .weka, .geminiCLI, .openCode, .cline, .pi, .amp, .kimi,
    .junie,
    .copilot, .visualStudioCode, .claudeCode, .codex, .aider, .cursor, .burstGPT, .openHands, .openAIUsage,
    .usageTotals,
    .liteLLM, .langfuse, .helicone, .mlflow,
    .openTelemetryLogs, .openTelemetry, .jaeger, .zipkin, .datadog, .newRelic, .openAIAgents, .apiManagement,
    .servingBenchmark, .aiPerf,
    .guideLLM,
    .promptfoo, .inspect,
    .langSmith, .braintrust, .portkey, .cloudflare, .openRouter, .bedrock, .vertex, .ollama, .kong, .apisix,
    .higress, .bifrost, .oneAPI, .lunary, .llm, .postHog, .anthropicEvents, .httpArchive, .chatExport,
    .messageUsage,
    .openAIBatchOutput, .openAICompletions, .anthropic, .openAIChat, .openAIResponses, .gemini, .shareGPT,
    .wildChat,
    .weave, .usageLog,
    .table,
  ]

  /// The format with a name.
  package static func named(_ name: String) -> TraceFormat? { all.first { $0.name == name } }
}

/// Reads the fields of one row.
enum RowReader {
  /// A record of a CSV file whose number of fields was checked.
  case csv((CSVRecord, inout RecordedRow) throws(RowFault) -> Void)
  /// A line of a JSONL file.
  case json((JSONNode, inout RecordedRow) throws(RowFault) -> Void)
}

/// How a file begins.
enum TraceSample {
  /// There are no lines at all.
  case empty
  /// CSV with a header line.
  case csv(CSVHeader)
  /// JSON records; the first one that is an object, and its keys.
  case json(keys: [String], first: JSONNode)
}

extension TraceSample {
  /// The header of a CSV file.
  ///
  /// - Throws: a `Diagnostic` when the file is none.
  func header(for format: String) throws(Diagnostic) -> CSVHeader {
    switch self {
    case .csv(let header): return header
    case .json:
      throw Diagnostic("the file holds JSON lines; the format '\(format)' is CSV with a header line")
    case .empty: throw Diagnostic("the file is empty; the format '\(format)' begins with a header line")
    }
  }

  /// Checks that the file is no CSV.
  func requireJSON(for format: String) throws(Diagnostic) {
    if case .csv(let header) = self {
      throw Diagnostic(
        "the first line is no JSON object; the format '\(format)' has one a line",
        position: header.positions.first)
    }
  }
}

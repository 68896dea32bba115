import Declarations
import Files

/// Durations whose names tell no unit, in logs of tools that are known by what stands beside them.
///
/// Each has seconds: SGLang's answers (`meta_info`), Dify's usages, Keywords AI's logs, Literal AI's generations and the
/// metrics of LiveKit's agents.
enum ToolDurations {
  private struct Tool {
    /// What the tool has, all of it.
    let marks: [FieldPath]
    var latency: [FieldPath]
    var firstToken: [FieldPath] = []
  }

  private static let tools = [
    Tool(
      // Others have the reason as a word, and milliseconds beside it.
      marks: ["e2e_latency", "prompt_tokens", "completion_tokens", "finish_reason.type"],
      latency: ["e2e_latency"]),
    Tool(marks: ["prompt_price_unit", "total_price"], latency: ["latency"]),
    Tool(
      marks: ["keywordsai_params"], latency: ["latency", "generation_time"],
      firstToken: ["ttft", "time_to_first_token"]),
    Tool(marks: ["tokenThroughputInSeconds"], latency: ["duration"]),
    Tool(
      marks: ["tokens_per_second", "prompt_cached_tokens", "label"], latency: ["duration"],
      firstToken: ["ttft"]),
  ]

  private static let firstMarks = tools.compactMap(\.marks.first)

  /// Where records keep what a tool writes of a call.
  private static let places: [FieldPath] = [
    "usage", "metadata.usage", "outputs.usage", "process_data.usage", "meta_info", "out.meta_info",
    "generation",
  ]

  /// Reads what a row lacks of its latency and its time to the first token.
  static func read(_ node: JSONNode, _ row: inout RecordedRow) {
    guard row.latency == nil || row.firstToken == nil else { return }
    for holder in [node] + node.all(of: places) {
      let bits = holder.keyBits
      // Most records are of none of them, which one look tells.
      guard holder.first(of: firstMarks, bits: bits) != nil else { continue }
      for tool in tools where tool.marks.allSatisfy({ holder.at($0, bits: bits) != nil }) {
        row.latency = row.latency ?? seconds(holder.first(of: tool.latency))
        row.firstToken = row.firstToken ?? seconds(holder.first(of: tool.firstToken))
      }
    }
    if row.latency != nil { row.remarks.removeAll { $0 == .unitless } }
  }

  private static func seconds(_ node: JSONNode?) -> Int64? {
    guard let cell = node.flatMap({ Cell($0) }),
      case .value(let value) = DecimalText.read(cell.text, scale: 9), value >= 0, value < Int128(1) << 62
    else { return nil }
    return Int64(value)
  }

  /// Whether a text is a number of a duration that was measured: what was not is 0 or -1.
  static func isMeasured(_ text: ArraySlice<UInt8>) -> Bool {
    if case .value(let value) = DecimalText.read(text.withDecimalPoint, scale: 9) { return value > 0 }
    return false
  }
}

extension CallReader {
  /// Notes that a row without a latency has a duration whose unit nothing tells.
  func noteUnitless(_ node: JSONNode, _ row: inout RecordedRow) {
    guard row.latency == nil, let cell = node.first(of: CallLayout.durations).flatMap({ Cell($0) }),
      ToolDurations.isMeasured(cell.text)
    else { return }
    row.remarks.append(.unitless)
  }
}

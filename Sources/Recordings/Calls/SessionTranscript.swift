import Declarations
import Files

/// A transcript whose lines tell of calls and, elsewhere, of the session that they belong to.
final class SessionTranscript {
  /// A call that a line tells of, with its usage in the names of a provider.
  struct Call {
    var time: JSONNode?
    var end: JSONNode?
    /// Milliseconds to the end.
    var took: JSONNode?
    var model: JSONNode?
    /// What tells it from all others, where a later line may repeat it or know more.
    var id: JSONNode?
    var usage: JSONNode
    /// Dollars; nothing where the tool knew no price.
    var cost: JSONNode?
    var error: JSONNode?
  }

  private static let layout = CallLayout(
    usage: ["usage"], time: ["timestamp"], end: ["end"], latencyMilliseconds: ["took"], model: ["model"],
    user: ["session"], session: ["session"], cost: ["cost"], status: ["error"], tellsTemperature: false,
    id: ["id"],
    mayGrow: true, hasSessions: true)

  private let reader: CallReader
  private let beginning: (JSONNode) -> JSONNode?
  private let first: (JSONNode) -> JSONNode?
  private var session: JSONNode?
  /// The calls that were read.
  private(set) var calls = 0

  /// A transcript of which nothing was read.
  ///
  /// - Parameters:
  ///   - first: the name of the session where no line has said that one begins; none by default.
  ///   - beginning: the name of the session that begins with a line, or nil where it goes on.
  init(
    _ source: RecordedSource, first: @escaping (JSONNode) -> JSONNode? = { _ in nil },
    beginning: @escaping (JSONNode) -> JSONNode?
  ) {
    reader = CallReader(SessionTranscript.layout, source)
    self.first = first
    self.beginning = beginning
  }

  /// Reads a line and the call that it tells of; one that used nothing and did not fail is none.
  func read(_ node: JSONNode, call: Call?, _ row: inout RecordedRow) throws(RowFault) {
    if let session = beginning(node) ?? (session == nil ? first(node) : nil) { self.session = session }
    guard let call, try hasHappened(call) else {
      row.isCall = false
      return
    }
    calls += 1
    let cost = call.cost.flatMap { $0.number == 0 ? nil : $0 }
    try reader.read(
      node.rebuilt([
        ("timestamp", call.time), ("end", call.end), ("took", call.took), ("model", call.model),
        ("session", session),
        ("id", call.id), ("usage", call.usage), ("cost", cost), ("error", call.error),
      ]), &row)
  }

  private func hasHappened(_ call: Call) throws(RowFault) -> Bool {
    let usage = try UsageReading(call.usage)
    return call.error != nil || !usage.isZero
  }
}

extension JSONNode {
  /// Usage whose input lacks what was read from a cache or written to it, in Anthropic's names.
  func usageBeside(
    input: JSONNode?, output: JSONNode?, read: JSONNode?, written: JSONNode?, reasoning: JSONNode? = nil,
    total: JSONNode? = nil
  ) -> JSONNode {
    rebuilt([
      ("input_tokens", input), ("output_tokens", output), ("cache_read_input_tokens", read),
      ("cache_creation_input_tokens", written), ("reasoning_tokens", reasoning), ("total_tokens", total),
    ])
  }
}

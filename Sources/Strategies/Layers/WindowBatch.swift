import Declarations
import Simulation
import Traffic

/// Collects prompts for a window, or until it is full, and sends them as one call.
///
/// Every answer goes back to the request that asked. The members share the system prompt and pay for their
/// own tokens; the answers are written one after the other, so all wait for the longest.
///
/// With `group` `similarity` there is a window for each kind of question: a prompt joins the first open window whose first
/// prompt is similar enough, else it opens one. What a shared prompt costs in quality is stated: `quality_factor` as soon as
/// there are two, `size_loss` for every further one, and `diversity_loss` in proportion to how little they are alike,
/// 1 less the mean cosine of all pairs. Cheng, Kasai and Yu, "Batch Prompting", EMNLP 2023, find that answers get worse with
/// the number of prompts in a call; they give no rate that holds beyond their tasks, so that none is assumed.
///
/// With `flush` `as_printed` the window works as article 003 prints it: everybody waits on a timer of their own, whose
/// flush sends what is pending and returns the first of its answers; who finds nothing pending gets none. Such answers
/// count as false, requests without one as failed, and both are paid. The time of a wrong answer is that of the right one.
struct WindowBatch: LayerPlan {
  let window: VirtualTime
  let maximumSize: Int
  let maximumTokens: Int
  let instructionTokens: Int
  let skipsHighPriority: Bool
  let isAsPrinted: Bool
  let sharing: SharedPromptQuality
  /// The least cosine of who shares a window; nil where everybody does.
  let groupThreshold: Double?

  static let declaration = LayerDeclaration(
    "window_batch", "collects prompts for a window and sends them as one call",
    sampling: .never("requests that arrive together share a call, and in a sample fewer do"),
    fields: [
      Field("window_ms", .positive, default: 500, "time from the first prompt to the call"),
      Field(
        "max_size", .integer(minimum: 1, maximum: 100_000), default: 20,
        "prompts at which the call goes out at once"),
      Field(
        "max_tokens", .count, default: 7000,
        "most input tokens of users and contexts in it; a prompt that would go beyond sends it and opens the next"
      ),
      Field(
        "instruction_tokens", .integer(minimum: 0, maximum: 1_000_000), default: 40,
        "tokens that a shared prompt adds to say how to answer"),
      Field(
        "skip_high_priority", .boolean, default: true, "whether requests of high priority go alone at once"),
      Field(
        "flush", .choice(["to_each", "as_printed"]),
        "to_each gives every answer to its own request, and is the default; as_printed is article 003's fault"
      ),
      Field(
        "group", .choice(["arrival", "similarity"]), default: "arrival",
        "who shares a window: whoever comes while it is open, or prompts that are alike"
      ).idle { settings in
        settings.string("group") == "similarity" && settings.optionalString("flush") == "as_printed"
          ? "'flush' is 'as_printed', which knows no groups" : nil
      },
      Field(
        "group_threshold", .number(Bounds(minimum: Bounds.least, maximum: 1)), default: 0.6,
        "least cosine of a prompt with the first of a window that it joins"
      ).only("group", "similarity"),
    ] + SharedPromptQuality.fields, counters: [.bypasses, .held]
  ) { settings, _ throws(Diagnostic) in
    WindowBatch(
      window: .milliseconds(settings.number("window_ms")), maximumSize: settings.integer("max_size"),
      maximumTokens: settings.integer("max_tokens"),
      instructionTokens: settings.integer("instruction_tokens"),
      skipsHighPriority: settings.boolean("skip_high_priority"),
      isAsPrinted: settings.optionalString("flush") == "as_printed",
      sharing: try SharedPromptQuality(settings),
      groupThreshold: settings.string("group") == "similarity" ? settings.number("group_threshold") : nil)
  }

  var greatestCharge: LayerCharge { LayerCharge(members: maximumSize, callTokens: instructionTokens) }

  /// Prompts are compared only where that decides something.
  private var isCompared: Bool { groupThreshold != nil || sharing.diversityLoss > 0 }

  var needs: [StreamNeed] {
    guard isCompared else { return [] }
    return [.neighbours(sharing.embedder, threshold: groupThreshold ?? 0.9), .searched(sharing.embedder)]
  }

  func assumptions(for stream: QueryStream) -> [String] {
    groupThreshold != nil && sharing.isFree
      ? ["no loss of quality in a shared prompt (quality_factor, size_loss, diversity_loss)"] : []
  }

  func makeLayer(in setting: LayerSetting) -> Layer {
    let vectors = isCompared ? setting.stream.searched[sharing.embedder] : nil
    return isAsPrinted
      ? PrintedFlushLayer(self, vectors: vectors) : WindowBatchLayer(self, vectors: vectors)
  }
}

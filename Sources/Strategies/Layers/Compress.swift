import Declarations
import Simulation

/// Shortens prompts by a stated share, at a stated loss of quality.
///
/// With `method` `filler_words` the share of each user message is what article 001's compressor keeps of its
/// words, measured on the text.
struct Compress: LayerPlan {
  enum Method: String, CaseIterable, Sendable { case ratio, fillerWords = "filler_words" }

  let method: Method
  let system: Double
  let context: Double
  let user: Double
  let qualityFactor: Double
  let latency: VirtualTime

  static let declaration = LayerDeclaration(
    "compress", "shortens prompts before they are sent",
    sampling: .byRequest,
    fields: [
      Field(
        "method", .choice(Method.allCases.map(\.rawValue)), default: "ratio",
        "stated shares, or article 001's filler-word remover on the user's text"),
      Field("system_keep_share", .share, default: 1, "share of the system prompt that is kept"),
      Field("context_keep_share", .share, default: 0.7, "share of the context that is kept"),
      Field("user_keep_share", .share, default: 1, "share of the user's message that is kept (ratio)")
        .only("method", "ratio"),
      Field("quality_factor", .share, default: 0.98, "quality after compression over quality before"),
      Field("latency_ms", .nonNegative, default: 0, "time of a compression"),
    ], counters: [.compressions]
  ) { settings, _ throws(Diagnostic) in
    Compress(
      method: Method(rawValue: settings.string("method")) ?? .ratio,
      system: settings.number("system_keep_share"),
      context: settings.number("context_keep_share"),
      user: settings.number("user_keep_share"),
      qualityFactor: settings.number("quality_factor"),
      latency: .milliseconds(settings.number("latency_ms")))
  }

  var needs: [StreamNeed] { method == .fillerWords ? [.text("filler_words")] : [] }

  func makeLayer(in setting: LayerSetting) -> Layer { CompressLayer(self) }
}

private final class CompressLayer: Layer {
  private let plan: Compress
  private var kept: [UInt32: Double] = [:]

  init(_ plan: Compress) { self.plan = plan }

  override func admit(_ passage: Passage) -> Admission {
    passage.count(.compressions)
    var user = plan.user
    if plan.method == .fillerWords {
      let prompt = passage.prompt
      if let known = kept[prompt] {
        user = known
      } else {
        user = FillerWordCompressor.keptWordShare(of: passage.stream.texts.text(Int(prompt)))
        kept[prompt] = user
      }
    }
    passage.shrink(
      system: plan.system, context: plan.context, user: user, quality: plan.qualityFactor)
    passage.delay(by: plan.latency)
    return .pass
  }
}

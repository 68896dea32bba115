import Declarations
import Similarity
import Simulation
import Traffic

/// Shortens prompts by a stated share, at a stated loss of quality.
///
/// With `method` `filler_words` the share of each user message is what article 001's compressor keeps of its
/// words, measured on the text; with `corrected`, what one keeps that does as that one says. Jiang et al. ("LLMLingua",
/// EMNLP 2023) find the quality to fall with what is removed, and no rate that holds beyond their tasks: none is assumed
/// beside `quality_factor`. Tokens that a log has as read from the provider's cache stand at the beginning of a prompt:
/// those of a part that is shortened are fewer by its share, and are read all the same.
struct Compress: LayerPlan {
  enum Method: String, CaseIterable, Sendable {
    case ratio
    case fillerWords = "filler_words"
    case corrected
  }

  let method: Method
  let compressor: PromptCompressor
  /// What counts tokens of messages; nil takes them in proportion to their words.
  let counter: TokenCounter?
  let system: Double
  let context: Double
  let user: Double
  let qualityFactor: Double
  let removalLoss: Double
  let latency: VirtualTime

  static let declaration = LayerDeclaration(
    "compress", "shortens prompts before they are sent",
    sampling: .byRequest,
    fields: [
      Field(
        "method", .choice(Method.allCases.map(\.rawValue)), default: "ratio",
        "stated shares, article 001's filler-word remover on the user's text as it is printed, or corrected: it drops no "
          + "'reply' and no 'family', stops at its target and cuts lists"),
      Field("system_keep_share", .share, default: 1, "share of the system prompt that is kept"),
      Field("context_keep_share", .share, default: 0.7, "share of the context that is kept"),
      Field("user_keep_share", .share, default: 1, "share of the user's message that is kept (ratio)")
        .only("method", "ratio"),
      Field("target_share", .share, default: 0.5, "share of a message's words at which it stops (corrected)")
        .only("method", "corrected"),
      Field("keep_words", .list(.text, minimum: 1), "words that are never dropped (corrected)")
        .only("method", "corrected"),
      Field("list_items", .count, default: 3, "items of a list that stay (corrected)")
        .only("method", "corrected"),
      Field(
        "tokenizer", .choice(TokenCounter.Vocabulary.allCases.map(\.rawValue)),
        "the vocabulary that says which share of a message's tokens is kept, which `simbench models install` gets; by "
          + "default, and where it is not installed, the share of its words"
      ).only("method", "filler_words", "corrected"),
      Field("quality_factor", .share, default: 0.98, "quality after compression over quality before"),
      Field(
        "removal_loss", .share, default: 0,
        "what of the quality goes besides, in proportion to the share of the prompt's tokens that is removed"),
      Field("latency_ms", .nonNegative, default: 0, "time of a compression"),
    ], counters: [.compressions]
  ) { settings, _ throws(Diagnostic) in
    Compress(
      method: Method(rawValue: settings.string("method")) ?? .ratio,
      compressor: PromptCompressor(
        keeping: settings.strings("keep_words"), target: settings.number("target_share"),
        items: settings.integer("list_items")),
      counter: try settings.optionalString("tokenizer").flatMap(TokenCounter.Vocabulary.init).map {
        (vocabulary) throws(Diagnostic) in try TokenCounter(vocabulary)
      },
      system: settings.number("system_keep_share"),
      context: settings.number("context_keep_share"),
      user: settings.number("user_keep_share"),
      qualityFactor: settings.number("quality_factor"), removalLoss: settings.number("removal_loss"),
      latency: .milliseconds(settings.number("latency_ms")))
  }

  var needs: [StreamNeed] { method == .ratio ? [] : [.text(method.rawValue)] }

  func assumptions(for stream: QueryStream) -> [String] {
    guard let counter, method != .ratio else { return [] }
    return counter.isExact
      ? ["tokens of compressed messages \(counter.says) (compress.tokenizer)"]
      : [
        "tokens of compressed messages in proportion to their words: \(counter.vocabulary.rawValue) is not "
          + "installed"
      ]
  }

  func idleness(at place: LayerPlace) -> [String] {
    let hasContext = place.stream.contextTokens.contains { $0 > 0 }
    guard method == .ratio, user == 1, system == 1 || !place.hasSystemTokens, context == 1 || !hasContext
    else { return [] }
    return [
      "'compress' shortens no prompt: no request has tokens of a part that is to be shortened (system_keep_share, "
        + "context_keep_share, user_keep_share)"
    ]
  }

  func windowFault(in windows: WindowedStream) -> String? {
    method == .ratio ? nil : "'method' reads the texts of the whole stream"
  }

  func makeLayer(in setting: LayerSetting) -> Layer { CompressLayer(self) }

  /// The share of a message's tokens that is kept.
  func keptShare(of text: String) -> Double {
    let compressed =
      method == .corrected ? compressor.compress(text) : FillerWordCompressor.compress(text)
    func size(_ text: String) -> Int {
      if let counter, counter.isExact { return counter.count(Array(text.utf8)) }
      return text.split(whereSeparator: \.isWhitespace).count
    }
    let before = size(text)
    return before == 0 ? 1 : min(1, Double(size(compressed)) / Double(before))
  }
}

private final class CompressLayer: Layer {
  private let plan: Compress
  private var kept: [UInt32: Double] = [:]

  init(_ plan: Compress) { self.plan = plan }

  override func admit(_ passage: Passage) -> Admission {
    passage.count(.compressions)
    var user = plan.user
    if plan.method != .ratio {
      let prompt = passage.prompt
      if let known = kept[prompt] {
        user = known
      } else {
        user = plan.keptShare(of: passage.stream.texts.text(Int(prompt)))
        kept[prompt] = user
      }
    }
    passage.shrink(
      system: plan.system, context: plan.context, user: user,
      quality: plan.qualityFactor * (1 - plan.removalLoss * removedShare(of: passage, user: user)))
    passage.delay(by: plan.latency)
    return .pass
  }

  private func removedShare(of passage: Passage, user: Double) -> Double {
    guard plan.removalLoss > 0 else { return 0 }
    let request = passage.request
    let parts = passage.read { stream in
      [
        (Double(stream.systemTokens[request]), plan.system),
        (Double(stream.contextTokens[request]), plan.context),
        (Double(passage.userTokens), user),
      ]
    }
    let all = parts.reduce(0) { $0 + $1.0 }
    return all > 0 ? parts.reduce(0) { $0 + $1.0 * (1 - $1.1) } / all : 0
  }
}

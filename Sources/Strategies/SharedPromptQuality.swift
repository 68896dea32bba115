import Declarations
import Simulation

/// What answers lose when several prompts share a call.
struct SharedPromptQuality: Sendable {
  /// Quality in a shared prompt over quality alone.
  let base: Double
  /// What every prompt beyond the first takes of it.
  let sizeLoss: Double
  /// What prompts without any likeness take of it.
  let diversityLoss: Double
  /// What compares prompts.
  let embedder: EmbedderChoice

  static let fields = [
    Field("quality_factor", .share, default: 1, "quality in a shared prompt over quality alone"),
    Field("size_loss", .share, default: 0, "share of it that every prompt beyond the first takes"),
    Field(
      "diversity_loss", .share, default: 0,
      "share of it that prompts without any likeness take; in proportion to 1 less the mean cosine of pairs"),
    EmbedderChoice.field.idle { settings in
      settings.optionalString("group") == "similarity" || settings.number("diversity_loss") > 0
        ? nil : "'group' is not 'similarity' and 'diversity_loss' is 0"
    },
  ]

  /// - Throws: a `Diagnostic` at an embedder that is unknown, or has no vectors where some are wanted.
  init(_ settings: Settings) throws(Diagnostic) {
    base = settings.number("quality_factor")
    sizeLoss = settings.number("size_loss")
    diversityLoss = settings.number("diversity_loss")
    embedder = try EmbedderChoice(settings)
    if embedder == .bagOfWords {
      throw Diagnostic(
        "'embedder' is bag_of_words, which has no vectors to compare prompts of a window by; an embedder with vectors "
          + "was expected", position: settings.position("embedder"))
    }
  }

  /// Whether nothing is lost.
  var isFree: Bool { base == 1 && sizeLoss == 0 && diversityLoss == 0 }

  /// What the quality of the answers to some requests is multiplied by.
  func factor(in vectors: PromptVectors?, prompt: @escaping (UInt32) -> UInt32) -> ([UInt32]) -> Double {
    { members in
      var factor = base
      if sizeLoss > 0 {
        for _ in members.dropFirst() { factor *= 1 - sizeLoss }
      }
      if diversityLoss > 0, let vectors {
        factor *= 1 - diversityLoss * (1 - SharedPromptQuality.likeness(members.map(prompt), in: vectors))
      }
      return factor
    }
  }

  /// The mean cosine of all pairs, 0 where two point apart; 1 for one prompt.
  ///
  /// - Complexity: O(prompts squared).
  static func likeness(_ prompts: [UInt32], in vectors: PromptVectors) -> Double {
    guard prompts.count > 1 else { return 1 }
    var sum = 0.0
    for (place, prompt) in prompts.enumerated() {
      for other in prompts[..<place] { sum += min(1, max(0, Double(vectors.cosine(prompt, other)))) }
    }
    return sum / Double(prompts.count * (prompts.count - 1) / 2)
  }
}

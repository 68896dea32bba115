import Declarations
import Simulation

/// Uses the provider's prompt cache: prefixes seen lately cost less and start sooner.
struct PromptCache: LayerPlan {
  static let declaration = LayerDeclaration(
    "prompt_cache", "uses the provider's prompt cache (the rule stands with the provider)",
    usesPromptCache: true, fields: []
  ) { _, _ throws(Diagnostic) in PromptCache() }

  func makeLayer(in setting: LayerSetting) -> Layer { PromptCacheLayer() }
}

private final class PromptCacheLayer: Layer {
  override func admit(_ passage: Passage) -> Admission {
    passage.usePromptCache()
    return .pass
  }
}

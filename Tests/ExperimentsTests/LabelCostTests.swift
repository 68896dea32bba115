import TestSupport
import Testing

@testable import Experiments

@Suite("What labels cost")
struct LabelCostTests {
  @Test(
    "labels that are billed in the warm-up, and so in no figure, are told",
    arguments: [(0.2, 0.5, true), (0.0, 0.5, false), (0.2, 0.0, false)])
  func warmUp(hours: Double, price: Double, isTold: Bool) throws {
    let router = """
      {"use": "router", "classifier": {"kind": "knn", "labelled_share": 0.5, "label_usd": \(price)},
       "routes": {"simple": "gpt-4o-mini", "medium": "gpt-4o", "complex": "gpt-4o"}}
      """
    let text = """
      {"simbench": 1, "name": "labels", "run": {"replications": 2, "warmup_h": \(hours), "measure_h": 0.2},
       "workload": {"kind": "synthetic", "arrivals": {"rate_per_s": 1}, "intents": {"count": 40},
        "paraphrases": {"per_intent": 3, "text": "grammar:support"}},
       "providers": {"openai": {"models": {"gpt-4o": {}, "gpt-4o-mini": {}}}},
       "strategies": [{"name": "naive", "model": "gpt-4o"},
        {"name": "taught", "model": "gpt-4o", "layers": [\(router)]}],
       "output": {"plots": []}}
      """
    let warnings = try SmallScenario.run(text).warnings
    let told =
      "labels (label_usd) are billed when their prompts first come: those of the warm-up are in no figure "
      + "(in 'taught')"
    #expect(warnings.contains(told) == isTold, "\(warnings)")
  }
}

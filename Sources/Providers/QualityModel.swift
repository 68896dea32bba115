import Simulation
import Traffic

/// How likely a model is to answer a question well.
public enum QualityModel: Sendable, Hashable {
  /// The probability by difficulty class, easiest first.
  case byClass([Double])
  /// Logistic item response: sigma(ability - slope * latent difficulty).
  case itemResponse(ability: Double, slope: Double)

  /// The probability of a good answer.
  public func probability(difficulty: Difficulty, latent: Double) -> Double {
    switch self {
    case .byClass(let probabilities): probabilities[Int(difficulty.rawValue)]
    case .itemResponse(let ability, let slope):
      1 / (1 + Transcendental.exp(slope * latent - ability))
    }
  }

  /// Pairs of a weak and a strong model fitted to recorded outcomes (the project's reference on routing).
  public static let presets: [(name: String, model: QualityModel)] = [
    ("mmlu-weak", .itemResponse(ability: 1.45, slope: 2.53)),
    ("mmlu-strong", .itemResponse(ability: 2.66, slope: 2.53)),
    ("gsm8k-weak", .itemResponse(ability: 0.66, slope: 0.90)),
    ("gsm8k-strong", .itemResponse(ability: 2.06, slope: 0.90)),
    ("chat-weak", .itemResponse(ability: 0.15, slope: 2.77)),
    ("chat-strong", .itemResponse(ability: 1.63, slope: 2.77)),
  ]
}

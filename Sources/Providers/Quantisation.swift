import Simulation

/// A model served with weights of fewer bits: cheaper and, but for one format, weaker.
///
/// What it loses is published by Kurtic, Marques, Pandit, Kurtz and Alistarh, "'Give Me BF16 or Give Me Death'?
/// Accuracy-Performance Trade-Offs in LLM Quantization", ACL 2025, over the Llama 3.1 family: FP8 loses nothing, INT8 1 to
/// 3 % of accuracy, and INT4 of the weights alone competes with INT8. Nobody lists prices of both: what it costs is half
/// unless it is stated, as 8 bits are half the bytes that a decoding step reads of weights of 16.
public enum Quantisation: String, CaseIterable, Sendable {
  case fp8, int8, int4

  /// Quality over that at full precision; of INT4 the worst that INT8 has.
  public var qualityFactor: Double {
    switch self {
    case .fp8: 1
    case .int8: 0.98
    case .int4: 0.97
    }
  }

  /// Price over that at full precision where it is not stated.
  public static let priceFactor = 0.5

  /// A line of explanation.
  public var summary: String {
    "\(Quantisation.priceFactor) times the price of the price book, \(qualityFactor) times the quality (Kurtic et al., 2025)"
  }
}

extension QualityModel {
  /// The model with a share of its quality; of an item-response model that at middling difficulty.
  public func times(_ factor: Double) -> QualityModel {
    if factor == 1 { return self }
    switch self {
    case .byClass(let probabilities): return .byClass(probabilities.map { $0 * factor })
    case .itemResponse(let ability, let slope):
      let share = factor / (1 + Transcendental.exp(-ability))
      return .itemResponse(ability: Transcendental.log(share / (1 - share)), slope: slope)
    }
  }
}

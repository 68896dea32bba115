import Declarations
import Providers
import Routing
import Simulation
import Traffic

/// The requests whose answers gain most from the model of `complex` over that of `simple`, a stated share of all: no
/// router that sends so many there has a better quality.
///
/// True classes are no such bound: a hard question may be beyond both models, and its routing gains nothing.
struct GainClassifier: ClassifierPlan {
  /// The share of the requests.
  let share: Double

  static let declaration = ClassifierDeclaration(
    "gain", "complex where the model of complex gains most over that of simple (bound)",
    [Field("share", .share, default: 0.15, "share of all requests that it calls complex")]
  ) { GainClassifier(share: $0.number("share")) }

  var isBound: Bool { true }

  func makeClassifier(in setting: ClassifierSetting) -> any Classifier {
    let (stream, catalog) = (setting.stream, setting.layer.catalog)
    let gains = (0..<stream.count).map { request in
      let (weak, strong) = setting.models(request)
      return stream.quality(of: strong, in: catalog, for: request)
        - stream.quality(of: weak, in: catalog, for: request)
    }
    let order = gains.indices.sorted { (gains[$1], $0) < (gains[$0], $1) }
    var isComplex = [Bool](repeating: false, count: stream.count)
    for request in order.prefix(Int((share * Double(stream.count)).rounded())) where gains[request] > 0 {
      isComplex[request] = true
    }
    return Judge { isComplex[$0.request] ? .complex : .simple }
  }
}

extension QueryStream {
  /// The probability that a model answers a request well: as recorded, or by the model's stated quality.
  public func quality(of model: Int, in catalog: ProviderCatalog, for request: Int) -> Double {
    if let answers = recordedAnswers { return answers.quality[request * answers.models + model] }
    return catalog.models[model].quality.probability(
      difficulty: marks[request].difficulty, latent: Double(latentDifficulty[request]))
  }
}

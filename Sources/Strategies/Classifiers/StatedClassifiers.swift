import Declarations
import Routing
import Simulation
import Traffic

/// One class for all.
struct FixedClassifier: ClassifierPlan {
  /// The class.
  let difficulty: Difficulty

  static let declaration = ClassifierDeclaration(
    "fixed", "one class for all",
    [Field("class", .choice(Difficulty.allCases.map(\.name)), default: "simple", "that class")]
  ) { FixedClassifier(difficulty: Difficulty(name: $0.string("class")) ?? .simple) }

  var isByRequest: Bool { true }

  func makeClassifier(in setting: ClassifierSetting) -> any Classifier {
    Judge { [difficulty] _ in difficulty }
  }
}

/// The truth.
struct OracleClassifier: ClassifierPlan {
  static let declaration = ClassifierDeclaration("oracle", "the true class (bound)") { _ in OracleClassifier()
  }

  var isBound: Bool { true }
  var wantsClasses: Bool { true }
  var isByRequest: Bool { true }

  func makeClassifier(in setting: ClassifierSetting) -> any Classifier {
    Judge { $0.marks.difficulty }
  }
}

/// Classes at random, with stated shares.
struct RandomClassifier: ClassifierPlan {
  /// The shares of simple, medium and complex.
  let shares: [Double]

  static let declaration = ClassifierDeclaration(
    "random", "classes at random",
    [
      Field("simple", .share, default: 0.6, "share of simple"),
      Field("medium", .share, default: 0.25, "share of medium"),
      Field("complex", .share, default: 0.15, "share of complex"),
    ]
  ) { settings throws(Diagnostic) in
    let shares = ["simple", "medium", "complex"].map(settings.number)
    guard shares.reduce(0, +) > 0 else {
      throw Diagnostic(
        "the shares of the random classifier are all 0; a positive one was expected",
        position: settings.position("kind"))
    }
    return RandomClassifier(shares: shares)
  }

  var isByRequest: Bool { true }

  func makeClassifier(in setting: ClassifierSetting) -> any Classifier {
    let (mixture, random) = (DiscreteMixture(weights: shares), setting.layer.random(.classifier))
    return Judge { Difficulty(rawValue: UInt8(mixture.index(random.uniform($0.luck)))) ?? .simple }
  }
}

/// Right with a stated probability, otherwise one of the two other classes.
struct ConfusionClassifier: ClassifierPlan {
  /// The probability.
  let accuracy: Double

  static let declaration = ClassifierDeclaration(
    "confusion", "the true class with a stated accuracy",
    [Field("accuracy", .share, default: 0.85, "probability of the true class")]
  ) { ConfusionClassifier(accuracy: $0.number("accuracy")) }

  var wantsClasses: Bool { true }
  var isByRequest: Bool { true }

  func makeClassifier(in setting: ClassifierSetting) -> any Classifier {
    let (accuracy, world) = (accuracy, setting.layer.random(.classifierWorld))
    return Judge { passage in
      // A classifier is a function of its prompt: the same text gets the same verdict.
      let (prompt, truth) = (passage.promptLuck, passage.marks.difficulty)
      if world.uniform(prompt, 0) < accuracy { return truth }
      let step = world.uniform(prompt, 1) < 0.5 ? 1 : 2
      return Difficulty(rawValue: UInt8((Int(truth.rawValue) + step) % 3)) ?? .simple
    }
  }
}

/// Who sees the latent difficulty with noise; what it sees is divided at two places.
struct ObserverClassifier: ClassifierPlan {
  /// The standard deviation of the noise; difficulties have 1.
  let noise: Double
  /// Below the first it says simple, below the second medium.
  let bounds: (medium: Double, complex: Double)

  static let declaration = ClassifierDeclaration(
    "observer", "the latent difficulty, seen with a stated noise",
    [
      Field("noise", .nonNegative, default: 1, "standard deviation of the noise; difficulties have 1"),
      Field("simple_share", .share, default: 0.6, "share of all queries that it calls simple"),
      Field("medium_share", .share, default: 0.25, "share that it calls medium"),
    ]
  ) { settings throws(Diagnostic) in
    let (simple, medium) = (settings.number("simple_share"), settings.number("medium_share"))
    guard simple + medium <= 1 else {
      throw Diagnostic(
        "simple_share and medium_share add up to \((simple + medium).short); at most 1 was expected",
        position: settings.position("medium_share"))
    }
    let observer = DifficultyObserver(noise: settings.number("noise"), seed: 0)
    return ObserverClassifier(
      noise: observer.noise, bounds: (observer.quantile(simple), observer.quantile(simple + medium)))
  }

  var wantsClasses: Bool { true }
  var isByRequest: Bool { true }

  func makeClassifier(in setting: ClassifierSetting) -> any Classifier {
    let (bounds, observer) = (bounds, DifficultyObserver(noise: noise, seed: setting.layer.seed))
    return Judge { passage in
      let latent = Double(passage.read { $0.latentDifficulty[passage.request] })
      let seen = observer.observe(latent, query: passage.promptLuck)
      return seen < bounds.medium ? .simple : seen < bounds.complex ? .medium : .complex
    }
  }
}

/// A classifier of a request by what is known of it, without memory.
final class Judge: Classifier {
  private let judge: (Passage) -> Difficulty

  init(_ judge: @escaping (Passage) -> Difficulty) { self.judge = judge }

  func difficulty(of passage: Passage) -> Difficulty { judge(passage) }
}

import Declarations
import Routing
import Simulation
import Traffic

/// Long messages: medium and complex from a number of tokens on.
struct LengthClassifier: ClassifierPlan {
  /// From here on medium.
  let medium: Int
  /// From here on complex.
  let complex: Int

  static let declaration = ClassifierDeclaration(
    "length", "by the tokens of the user's message",
    [
      Field("medium_tokens", .count, default: 100, "from here on medium"),
      Field("complex_tokens", .count, default: 400, "from here on complex"),
    ]
  ) { settings throws(Diagnostic) in
    let (medium, complex) = (settings.integer("medium_tokens"), settings.integer("complex_tokens"))
    guard medium <= complex else {
      throw Diagnostic(
        "medium_tokens is \(medium), above complex_tokens, \(complex); at most that was expected",
        position: settings.position("medium_tokens"))
    }
    return LengthClassifier(medium: medium, complex: complex)
  }

  var isByRequest: Bool { true }

  func makeClassifier(in setting: ClassifierSetting) -> any Classifier {
    Lengths(plan: self)
  }

  private final class Lengths: Classifier {
    private let plan: LengthClassifier

    init(plan: LengthClassifier) { self.plan = plan }

    func difficulty(of passage: Passage) -> Difficulty {
      let tokens = passage.userTokens
      return tokens >= plan.complex ? .complex : tokens >= plan.medium ? .medium : .simple
    }
  }
}

/// Article 001's five signals: complex above a score of one half.
struct SignalsClassifier: ClassifierPlan {
  static let declaration = ClassifierDeclaration(
    "signals", "article 001's five signals: simple or complex"
  ) { _ in SignalsClassifier() }

  var readsText: Bool { true }

  func makeClassifier(in setting: ClassifierSetting) -> any Classifier {
    ReadingClassifier(prompts: setting.stream.promptCount) {
      ComplexitySignals.score($0) > 0.5 ? .complex : .simple
    }
  }
}

/// Article 002's keywords, as printed or as whole words.
struct KeywordsClassifier: ClassifierPlan {
  /// Whether a keyword inside a word does not count.
  let wholeWords: Bool

  static let declaration = ClassifierDeclaration(
    "keywords", "article 002's keywords",
    [Field("whole_words", .boolean, default: false, "match whole words instead of substrings")]
  ) { KeywordsClassifier(wholeWords: $0.boolean("whole_words")) }

  var readsText: Bool { true }

  func makeClassifier(in setting: ClassifierSetting) -> any Classifier {
    ReadingClassifier(prompts: setting.stream.promptCount) { [wholeWords] text in
      KeywordComplexity.classify(text, wholeWords: wholeWords)
    }
  }
}

/// Reads each prompt once, when it first comes.
private final class ReadingClassifier: Classifier {
  private let read: (String) -> Difficulty
  /// 0 is not judged yet, others are one more than the class.
  private var judged: [UInt8]

  init(prompts: Int, read: @escaping (String) -> Difficulty) {
    self.read = read
    judged = Array(repeating: 0, count: prompts)
  }

  func difficulty(of passage: Passage) -> Difficulty {
    let prompt = Int(passage.prompt)
    if judged[prompt] == 0 { judged[prompt] = 1 + read(passage.stream.texts.text(prompt)).rawValue }
    return Difficulty(rawValue: judged[prompt] - 1) ?? .simple
  }
}

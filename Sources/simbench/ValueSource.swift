import Declarations
import Eviction
import Experiments
import Metrics
import Providers
import Routing
import Scenarios
import Similarity
import Traffic

/// What completes a value on the command line.
enum ValueSource: Sendable {
  /// Nothing does.
  case unknown
  /// A file.
  case files
  /// A folder.
  case folders
  /// One of some names, each with what it is or an empty text; read when they are asked for.
  case names(@Sendable () -> [(name: String, summary: String)])
  /// Such names with commas between.
  case list(@Sendable () -> [(name: String, summary: String)])
  /// Such names, or a file.
  case namesOrFiles(@Sendable () -> [(name: String, summary: String)])

  /// One of some fixed words.
  static func choices(_ words: [String]) -> ValueSource { .names { words.map { ($0, "") } } }

  /// The source that a placeholder tells.
  static func usual(for placeholder: String) -> ValueSource {
    switch placeholder {
    case "SCENARIO", "SCENARIOS", "SCENARIO...": .scenarios
    case "FILE", "TRACE", "LOG", "OUTCOMES", "PATH": .files
    case "DIR", "FOLDER": .folders
    case "METRIC": .metrics
    default: .unknown
    }
  }

  /// Scenarios by name, wherever they are found, or a file.
  static let scenarios = namesOrFiles {
    ScenarioLocator.catalog().map { ($0.name, $0.question ?? "") }
  }

  /// Replacement policies, and their versions by name.
  static let policies = list {
    PolicyKind.allCases.flatMap { policy in
      [(policy.rawValue, policy.summary)]
        + policy.variants.dropFirst().map { ("\(policy.rawValue):\($0.rawValue)", policy.summary) }
    }
  }

  /// Metrics.
  static let metrics = names { Metric.allCases.map { ($0.rawValue, $0.summary) } }

  /// Routers, and all of them.
  static let routers = list { [("all", "")] + RouterDeclaration.all.map { ($0.name, $0.summary) } }

  /// Embedding models that can be installed.
  static let models = names { ModelDeclaration.all.map { ($0.name, $0.summary) } }

  /// Embedders, or a file of vectors.
  static let embedders = namesOrFiles { EmbedderDeclaration.all.map { ($0.name, $0.summary) } }

  /// Models with a price in the embedded book.
  static let pricedModels = names { PriceBook.embedded.entries.map { ($0.model, "") } }
}

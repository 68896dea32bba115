import Declarations
import Files
import Foundation
import Routing
import Scenarios
import Similarity
import Strategies

extension Runner {
  /// Checks before any work that what the scenario reads can be read: recordings, vectors, models.
  ///
  /// - Throws: a `Diagnostic` of kind `missingInput` for what is not there, `badInput` for a damaged model.
  public func checkInputs() throws(Diagnostic) { try checkInputs(of: scenario.strategies) }

  /// The same for some strategies.
  func checkInputs(of strategies: [Scenario.Strategy]) throws(Diagnostic) {
    try scenario.workload.checkFiles()
    try checkEmbedders(Set(strategies.flatMap(\.plans).flatMap(\.needs)))
  }

  /// Checks that models are installed and that files of vectors are there.
  func checkEmbedders(_ needs: Set<StreamNeed>) throws(Diagnostic) {
    var names: Set<String> = []
    for need in needs {
      switch need {
      case .neighbours(let choice, _), .searched(let choice): names.insert(choice.name)
      case .vectors(let name): names.insert(name)
      case .routing(let need): if let name = need.embedder { names.insert(name) }
      default: continue
      }
    }
    for name in names.sorted() {
      if let declaration = EmbedderDeclaration.named(name) {
        try declaration.checkIsThere(environment: ProcessInfo.processInfo.environment)
      } else if !scenario.workload.isDrawn {
        // A drawn stream has another fault than a missing file of vectors.
        _ = try RegularFile(ScenarioLocator.resolve(name, from: scenario.path))
      }
    }
  }
}

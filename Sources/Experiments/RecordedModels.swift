import Declarations
import Providers
import Scenarios
import Strategies
import Traffic

/// The models of a log among those of a scenario.
enum RecordedModels {
  /// The model of each request that the log names, as an index into the catalogue.
  ///
  /// A name is taken as it stands, or without its provider's prefix and its date.
  /// - Throws: a `Diagnostic` at the strategy when the log names no models, or one that the scenario lacks.
  static func models(of stream: QueryStream, in catalog: ProviderCatalog, for strategy: Scenario.Strategy)
    throws(Diagnostic) -> [UInt8]
  {
    func fault(_ message: String) -> Diagnostic {
      Diagnostic("the model of '\(strategy.name)' is 'recorded', but \(message)", position: strategy.position)
    }
    let recorded = stream.recorded
    guard !recorded.model.isEmpty else { throw fault("the log names no models") }
    let places = recorded.modelNames.map { name in
      ModelName.candidates(name).lazy.compactMap(catalog.model(named:)).first
    }
    var missing: [String: Int] = [:]
    var unnamed = 0
    var models = [UInt8](repeating: 0, count: stream.count)
    for request in 0..<stream.count {
      guard let name = recorded.model[request] else {
        unnamed += 1
        continue
      }
      if let place = places[Int(name)] {
        models[request] = UInt8(place)
      } else {
        missing[recorded.modelNames[Int(name)], default: 0] += 1
      }
    }
    guard unnamed == 0 else { throw fault("\(unnamed) of \(stream.count) calls of the log name none") }
    guard missing.isEmpty else {
      let names = missing.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
        "'\($0.key)' (\($0.value) calls)"
      }
      throw fault(
        "'providers' lacks \(names.joined(separator: ", ")); each model of the log was expected there")
    }
    return models
  }
}

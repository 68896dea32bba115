import Declarations
import Providers
import Scenarios
import Simulation
import Strategies
import Traffic

/// The models of a log among those of a scenario.
struct RecordedModels: Sendable {
  /// The places in the catalogue of the names that the log writes; nil for one that is not there.
  private let places: [Int?]
  private let names: [String]
  /// Calls that name no model, and those of each model that the scenario lacks.
  private var unnamed = 0
  private var missing: [String: Int] = [:]
  private var requests = 0
  private var isNamed = false

  /// Nothing yet of a stream, or of the windows of one.
  ///
  /// A name is taken as it stands, or without its provider's prefix and its date.
  init(_ header: QueryStream, in catalog: ProviderCatalog) {
    names = header.recorded.modelNames
    places = names.map { ModelName.candidates($0).lazy.compactMap(catalog.model(named:)).first }
  }

  /// Notes the requests of a window.
  ///
  /// - Complexity: O(requests).
  mutating func note(_ window: QueryStream) {
    let column = window.recorded.model
    requests += window.count
    if !column.isEmpty { isNamed = true }
    for request in 0..<window.count {
      guard let name = column[request] else {
        unnamed += 1
        continue
      }
      if places[Int(name)] == nil { missing[names[Int(name)], default: 0] += 1 }
    }
  }

  /// Checks what was noted.
  ///
  /// - Throws: a `Diagnostic` at the strategy when the log names no models, or one that the scenario lacks.
  func check(for strategy: Scenario.Strategy) throws(Diagnostic) {
    func fault(_ message: String) -> Diagnostic {
      Diagnostic("the model of '\(strategy.name)' is 'recorded', but \(message)", position: strategy.position)
    }
    // A part of a log may have no call at all.
    guard isNamed || requests == 0 else { throw fault("the log names no models") }
    guard unnamed == 0 else {
      throw fault("\(unnamed.grouped) of \(requests.grouped) calls of the log name none")
    }
    guard missing.isEmpty else {
      let names = missing.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
        "'\($0.key)' (\($0.value.grouped) calls)"
      }
      throw fault(
        "'providers' lacks \(names.joined(separator: ", ")); each model of the log was expected there, as "
          + "`simbench calibrate LOG --scenario FILE` writes them")
    }
  }

  /// The model of each request of a window as an index into the catalogue; 0 where none is known.
  ///
  /// - Complexity: O(requests).
  func models(of window: QueryStream) -> [UInt8] {
    let column = window.recorded.model
    return (0..<window.count).map { request in
      UInt8(column[request].flatMap { places[Int($0)] } ?? 0)
    }
  }

  /// The model of each request that the log names, as an index into the catalogue.
  ///
  /// - Throws: as `check`.
  static func models(of stream: QueryStream, in catalog: ProviderCatalog, for strategy: Scenario.Strategy)
    throws(Diagnostic) -> [UInt8]
  {
    var models = RecordedModels(stream, in: catalog)
    models.note(stream)
    try models.check(for: strategy)
    return models.models(of: stream)
  }
}

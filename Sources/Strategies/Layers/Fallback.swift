import Declarations
import Simulation

/// Asks the next of a chain of models when a model has failed after all its retries (an outage, a limit).
///
/// Each model of the chain has its own provider's retries; the request fails when the last one does. Requests that share
/// a prompt fail together, since none of them has a call of its own.
struct Fallback: LayerPlan {
  /// The models in the order in which they are asked.
  let chain: [Int]

  static let declaration = LayerDeclaration(
    "fallback", "asks other models, in order, when one has failed after all its retries",
    sampling: .byRequest,
    fields: [.required("models", .list(.text, minimum: 1), "the models that are asked one after the other")],
    counters: [.escalations]
  ) { settings, catalog throws(Diagnostic) in
    var chain: [Int] = []
    for node in settings.list("models") {
      let model = try catalog.require(node.string ?? "", at: node.position)
      guard !chain.contains(model) else {
        throw Diagnostic(
          "'\(node.string ?? "")' stands twice in the chain; each model once was expected",
          position: node.position)
      }
      chain.append(model)
    }
    return Fallback(chain: chain)
  }

  var greatestCharge: LayerCharge { LayerCharge(calls: chain.count + 1) }

  func idleness(at place: LayerPlace) -> [String] {
    let failed = place.stream.recorded.failed.values.count { $0 == 1 }
    guard failed > 0 else { return [] }
    return [
      "'fallback' rescues none of the calls that failed in the log, \(failed) in all: what another model would have answered is not known"
    ]
  }

  func windowFault(in windows: WindowedStream) -> String? { nil }

  func makeLayer(in setting: LayerSetting) -> Layer { FallbackLayer(chain) }
}

private final class FallbackLayer: Layer {
  private let chain: [Int]

  init(_ chain: [Int]) { self.chain = chain }

  override func rescue(_ passage: Passage, from place: Int) -> (model: Int, next: Int)? {
    for (place, model) in chain.enumerated().dropFirst(place) where model != passage.model {
      passage.count(.escalations)
      return (model, place + 1)
    }
    return nil
  }
}

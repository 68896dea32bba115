import Declarations
import Routing
import Strategies

/// What layers need of a workload, held against what it has.
extension Scenario {
  /// Checks that no layer wants to know whether an answer is right when nothing says so.
  ///
  /// - Throws: a `Diagnostic` at the first layer that does.
  package func checkTruth(of strategies: [Strategy], hasLabels: Bool) throws(Diagnostic) {
    guard !hasLabels, truth == nil else { return }
    for strategy in strategies {
      for (plan, layer) in zip(strategy.plans, strategy.layers) {
        for case .truth(let what) in plan.needs {
          throw Diagnostic(
            "\(what) of '\(strategy.name)' must know whether an answer is right, and the stream has no labels; "
              + "'workload.truth' may state what stands in for them", position: layer.position)
        }
      }
    }
  }

  /// Checks that no layer reads text which the stream does not have.
  ///
  /// - Throws: a `Diagnostic` at the first layer that does.
  package func checkText(of strategies: [Strategy], hasText: Bool, hasSimilarity: Bool) throws(Diagnostic) {
    guard !hasText else { return }
    for strategy in strategies {
      for (plan, layer) in zip(strategy.plans, strategy.layers) {
        for need in plan.needs {
          let what: String
          switch need {
          case .neighbours where !hasSimilarity:
            what = "state paraphrases.text or paraphrases.similarity"
          case .searched, .vectors, .text: what = "state paraphrases.text"
          default: continue
          }
          throw Diagnostic(
            "the layer '\(layer["use"]?.string ?? "")' of '\(strategy.name)' reads prompts, but the workload has "
              + "no text; \(what)", position: layer.position)
        }
      }
    }
  }

  /// Checks that no layer compares the texts of a sample by intent, which leaves out what other intents ask alike.
  ///
  /// - Throws: a `Diagnostic` at the first layer that does.
  func checkTexts(ofSample strategies: [Strategy]) throws(Diagnostic) {
    for strategy in strategies {
      for (plan, layer) in zip(strategy.plans, strategy.layers) {
        guard plan.needs.contains(where: { if case .neighbours = $0 { true } else { false } }) else {
          continue
        }
        throw Diagnostic(
          "'\(layer["use"]?.string ?? "")' of '\(strategy.name)' cannot be sampled by intent: it compares texts, and a sample "
            + "leaves out prompts of other intents that are alike; 'similarity' by statistics, or the whole stream was "
            + "expected", position: layer.position)
      }
    }
  }

  /// Checks that no layer goes by a distribution of what is asked where none is stated.
  ///
  /// - Throws: a `Diagnostic` at the first layer that does.
  package func checkPopularity(of strategies: [Strategy], isStated: Bool) throws(Diagnostic) {
    guard !isStated else { return }
    for strategy in strategies {
      for (plan, layer) in zip(strategy.plans, strategy.layers) {
        for case .popularity(let key) in plan.needs {
          throw Diagnostic(
            "'\(key).from' of '\(strategy.name)' is 'distribution', and the workload states none of its prompts; "
              + "'earlier' was expected", position: layer[key]?["from"]?.position ?? layer.position)
        }
      }
    }
  }

  /// Checks that routers learn from recorded outcomes only where there are any, and go by difficulty classes only
  /// where those are known.
  func checkRouting(of strategies: [Strategy]) throws(Diagnostic) {
    let trainShare = workload.trainShare
    for strategy in strategies {
      for (plan, layer) in zip(strategy.plans, strategy.layers) {
        for need in plan.needs {
          switch need {
          case .classes where trainShare != nil:
            throw Diagnostic(
              "the classifier of '\(strategy.name)' goes by difficulty classes, which recorded outcomes do not "
                + "have; the kind 'routing', or one that reads prompts, was expected",
              position: layer["classifier"]?.position ?? layer.position)
          case .routing(let need):
            let position = layer["classifier"]?.position ?? layer.position
            guard let trainShare else {
              throw Diagnostic(
                "the classifier of '\(strategy.name)' learns from recorded outcomes, which the workload does not "
                  + "have; a workload of the kind 'outcomes' was expected", position: position)
            }
            let isTrained = try RouterSpecification(need.router).declaration.isTrained
            guard !isTrained || trainShare > 0 else {
              throw Diagnostic(
                "the router '\(need.router)' learns, but no queries are set aside for it; a positive "
                  + "workload.train_share was expected", position: position)
            }
          default: continue
          }
        }
      }
    }
  }

  /// Checks that routes by tier name tiers that users have, and leave none without a model.
  ///
  /// - Throws: a `Diagnostic` at the first tier that is unknown or missing.
  package func checkTiers(of strategies: [Strategy], _ tiers: [String]) throws(Diagnostic) {
    for strategy in strategies {
      for need in strategy.plans.flatMap(\.needs) {
        guard case .tiers(let routes) = need else { continue }
        for (name, position) in zip(routes.names, routes.positions) where !tiers.contains(name) {
          let hint = name.nearest(in: tiers + ["default"]).map { " (did you mean '\($0)'?)" } ?? ""
          throw Diagnostic(
            "the tier '\(name)' is unknown\(hint); \(tiers.isEmpty ? "the stream has no tiers, and 'default' alone" : "one of \(tiers.joined(separator: ", ")), default") was expected",
            position: position)
        }
        guard !routes.hasDefault else { continue }
        let missing = tiers.filter { !routes.names.contains($0) }
        guard missing.isEmpty, !tiers.isEmpty else {
          throw Diagnostic(
            "the routes of '\(routes.difficulty.name)' lack \(tiers.isEmpty ? "'default'" : "the tier '\(missing[0])'"); a model for every tier, or 'default', was expected",
            position: routes.position)
        }
      }
    }
  }
}

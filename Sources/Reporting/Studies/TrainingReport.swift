import Tables
import Declarations
import Experiments
import Files
import Simulation

extension StudyReport {
  static let training = StudyReport(
    place: .notes,
    table: .training,
    json: { result in
      result.training.isEmpty
        ? nil
        : (
          "training",
          JSONValue(
            result.training.map { training in
              JSONValue(members: [
                ("strategy", .string(training.strategy)), ("router", .string(training.router)),
                ("labelled_queries", JSONValue(training.labels)), ("labels_usd", .estimate(training.cost)),
              ])
            })
        )
    },
    sentences: { result in sentences(result) })

  /// What routers were taught with, those of the same labels together.
  private static func sentences(_ result: RunResult) -> [String] {
    var groups: [(names: [String], of: RouterTraining)] = []
    for training in result.training {
      let name = training.strategy.singleLine
      if let place = groups.firstIndex(where: {
        $0.of.labels == training.labels && $0.of.cost == training.cost
      }) {
        groups[place].names.append(name)
      } else {
        groups.append(([name], training))
      }
    }
    return groups.map { group in
      "Labels: \(NumberText.count(group.of.labels, "query", "queries")) for \(group.names.joined(separator: ", ")); their "
        + "answers by every model cost \(NumberText.dollars(group.of.cost.mean)) once, which is in no figure above."
    }
  }
}

extension ResultTable {
  /// One row a router that learnt from recorded outcomes: the labels it was given, a replication, and their cost.
  static let training = ResultTable(file: "training.csv", name: nil, isPresent: { !$0.training.isEmpty }) {
    (result, csv) throws(BufferedOutput.Failure) in
    csv.texts(["strategy", "router", "labelled_queries", "labels_usd", "labels_usd_half_width"])
    try csv.endRow()
    for training in result.training {
      csv.text(training.strategy)
      csv.text(training.router)
      csv.integer(training.labels)
      csv.estimate(training.cost)
      try csv.endRow()
    }
  }
}

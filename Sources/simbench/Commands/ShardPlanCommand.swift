import Declarations
import Experiments
import Tables

/// `simbench shard plan`: the cells of a scenario, what each shard holds, and how shards are run.
enum ShardPlanCommand {
  static let declaration = CommandDeclaration(
    name: "shard plan", summary: "the cells of a scenario, dealt out to shards, and how to run them",
    arguments: ["SCENARIO"],
    options: ScenarioOptions.declarations + [
      .value("--shards", "N", "how many shards; 4 by default"),
      .flag("--sweep", "the cells of `simbench sweep` instead of those of `simbench run`"),
      .value("--max-cells", "N", "most combinations of a sweep; 1,000,000 by default"),
      .flag("--json", "the plan as JSON"),
    ],
    example: "simbench shard plan rag --shards 7",
    details: """
      A cell is a strategy or a point of a sweep in a replication; a recording's run
      has a cell for each part that its intervals leave out. Cell c is in shard c
      modulo N. Curves that are no cells are computed by `simbench merge`, which draws
      or reads the streams again.
      """, run: run)

  private static func run(_ invocation: Invocation) throws(Diagnostic) -> Int32 {
    let scenario = try ScenarioOptions.scenario(invocation)
    let count = try invocation.integer("--shards", 1...Shard.most) ?? 4
    let command: CellCommand = invocation.has("--sweep") ? .sweep : .run
    let plan: CellPlan
    do throws(Diagnostic) {
      plan = try Runner(scenario).cellPlan(
        command, maximumCells: try ShardOptions.maximumCells(invocation))
    } catch {
      throw error.kind == .usage ? error : error.placed(in: scenario.path)
    }
    let words = ShardOptions.words(invocation)
    let shards = (0..<count).compactMap { Shard($0, of: count) }
    func line(_ shard: Shard) -> String {
      ShardOptions.line(
        command, words, shard, to: "partials/" + ShardOptions.file(scenario.name, command, shard))
    }
    let merge = "simbench merge partials --out \(ShardOptions.quoted(scenario.outputFolder))"
    if invocation.has("--json") {
      let value = JSONValue(members: [
        ("command", .string(command.rawValue)), ("cells", JSONValue(plan.cells.map { .string($0) })),
        (
          "shards",
          JSONValue(
            shards.map { shard in
              JSONValue(members: [
                ("shard", .string("\(shard)")),
                ("cells", JSONValue(shard.cells(of: plan.cells.count).map { JSONValue($0) })),
                ("run", .string(line(shard))),
              ])
            })
        ),
        ("merge", .string(merge)),
        ("computed_by_merge", JSONValue(plan.mergedStudies.map { .string($0) })),
        ("left_out_by_merge", JSONValue(leftOut.map { .string($0) })),
      ])
      Console.print(value.text() + "\n")
      return 0
    }
    var text =
      "\(scenario.name), \(command.rawValue): \(NumberText.count(plan.cells.count, "cell")) in "
      + NumberText.count(count, "shard") + "\n"
    for shard in shards {
      let cells = shard.cells(of: plan.cells.count)
      text += "\n\(shard): \(NumberText.count(cells.count, "cell"))\n"
      for cell in cells.prefix(listed) { text += "  \(cell)  \(plan.cells[cell].singleLine)\n" }
      if cells.count > listed { text += "  and \(cells.count - listed) more (--json lists all)\n" }
      text += "  \(line(shard))\n"
    }
    text += "\nThen: \(merge)\n"
    if !plan.mergedStudies.isEmpty {
      text += "Made by merge from the streams and the cells: \(plan.mergedStudies.joined(separator: ", ")).\n"
    }
    text += "Left out: \(leftOut.joined(separator: ", ")); `simbench run` writes them.\n"
    Console.print(text)
    return 0
  }

  /// Cells that are named for each shard.
  private static let listed = 8
  /// What is of single requests, which partials do not hold.
  private static let leftOut = ["requests.csv (--requests)", "logs of a gateway (--ledger)"]
}

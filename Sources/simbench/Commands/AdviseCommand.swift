import Decisions
import Declarations
import Experiments
import Files
import Foundation
import Providers
import Reporting
import Traffic

/// `simbench advise`: which changes would save how much on a log, at which risk.
enum AdviseCommand {
  static let declaration = CommandDeclaration(
    name: "advise", summary: "which changes would save how much on a log, and at which risk",
    arguments: ["LOG"],
    options: LogOptions.declarations + [
      .value("--least", "SHARE", "share of the bill below which nothing is advised; 0.95 by default"),
      .value("--model", "NAME", "what calls are priced as where the log names no model; gpt-4o by default"),
      .value("--budget", "USD", "what a month may cost: when it ends by the forecast"),
      .flag("--json", "as JSON"),
    ] + PageOption.declarations, example: "simbench advise spend_logs.jsonl --html advice.html", run: run)

  private static func run(_ invocation: Invocation) throws(Diagnostic) -> Int32 {
    let least = try invocation.number("--least") ?? 0.95
    guard (0...1).contains(least) else {
      throw Diagnostic("--least is \(least.short); a share from 0 to 1 was expected", kind: .usage)
    }
    let budget = try invocation.number("--budget")
    if let budget, budget <= 0 {
      throw Diagnostic("--budget is \(budget.short); dollars above 0 were expected", kind: .usage)
    }
    let page = try PageOption(invocation)
    try page.check(inputs: [invocation.arguments[0]])
    var source = try LogOptions.source(invocation)
    source.keepsHeads = true
    let prices = try UserPrices.book(invocation)
    let note = ScenarioOptions.stepNote
    note("reading \(source.path)")
    let stream = try source.read()
    note("reproducing the bill")
    let model = invocation.value("--model")
    if let model, prices.resolve(model) == nil {
      throw Diagnostic("--model is '\(model)': \(prices.missing(model))", kind: .usage)
    }
    var calibration = Calibration(stream, prices: prices)
    if stream.sampled == nil { try calibration.replayPromptCache(stream) }
    let facts = LogFacts(stream, calibration: calibration, prices: prices, model: model)
    if let sentence = SampleOptions.sentence(of: stream) {
      Console.note("\(sentence): dollars a month are scaled up, and no gateway's cache is replayed")
    }
    let workload = stream.sampled == nil ? LogOptions.workload(source) : nil
    let advice = try Advice(facts, workload: workload, least: least, budget: budget, progress: note)
    Console.print(
      invocation.has("--json") ? AdviceJSON(advice).value.text() + "\n" : AdviceReport(advice).text)
    Console.deliver()
    try page.write { sources in
      AdvicePage(
        advice, title: page.isPrivate ? "a log" : FilePath.title(of: source.path), command: sources.command
      ).text(isPrivate: page.isPrivate)
    }
    return advice.isTrusted ? 0 : Diagnostic.Kind.regressed.exitCode
  }
}

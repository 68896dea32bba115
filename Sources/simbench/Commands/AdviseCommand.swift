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
      .value("--html", "FILE", "also write the page that is forwarded: one file, no network"),
      .flag("--private", "the page names no model, user or file of the log"),
      .flag("--json", "as JSON"),
    ], example: "simbench advise spend_logs.jsonl --html advice.html", run: run)

  private static func run(_ invocation: Invocation) throws(Diagnostic) -> Int32 {
    let least = try invocation.number("--least") ?? 0.95
    guard (0...1).contains(least) else {
      throw Diagnostic("--least is \(least.short); a share from 0 to 1 was expected", kind: .usage)
    }
    let budget = try invocation.number("--budget")
    if let budget, budget <= 0 {
      throw Diagnostic("--budget is \(budget.short); dollars above 0 were expected", kind: .usage)
    }
    let page = invocation.value("--html")
    if let page { try FileIdentity.refuse(page, replacing: [invocation.arguments[0]]) }
    let source = try LogOptions.source(invocation)
    let prices = try UserPrices.book(invocation)
    let note = ScenarioOptions.stepNote
    note("reading \(source.path)")
    let stream = try source.read()
    note("reproducing the bill")
    let model = invocation.value("--model")
    if let model, prices.resolve(model) == nil {
      throw Diagnostic("--model is '\(model)': \(prices.missing(model))", kind: .usage)
    }
    let facts = LogFacts(
      stream, calibration: Calibration(stream, prices: prices), prices: prices, model: model)
    let workload = source.path == "-" ? nil : LogOptions.workload(source)
    let advice = try Advice(facts, workload: workload, least: least, budget: budget, progress: note)
    Console.print(
      invocation.has("--json") ? AdviceJSON(advice).value.text() + "\n" : AdviceReport(advice).text)
    Console.deliver()
    if let page {
      let isPrivate = invocation.has("--private")
      let command = "simbench advise \(isPrivate ? "LOG" : source.path) --html \(FilePath(page).name)"
      let text = AdvicePage(advice, title: isPrivate ? "a log" : FilePath(source.path).name, command: command)
        .text(isPrivate: isPrivate)
      try AtomicFile.write(text, to: page)
      Console.note("wrote \(page)")
    }
    return advice.isTrusted ? 0 : Diagnostic.Kind.regressed.exitCode
  }
}

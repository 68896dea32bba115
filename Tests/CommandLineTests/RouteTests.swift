import Foundation
import Testing

@Suite("simbench route")
struct RouteTests {
  /// Two models on 120 queries of two kinds.
  private static let outcomes: String = {
    var text = "query,model,correct,output_tokens\n"
    for row in 0..<120 {
      let isHard = row % 3 == 0
      let query = (isHard ? "prove lemma \(row % 7)" : "tell fact \(row % 11)") + " of item \(row)"
      text += "\(query),gpt-4o,\(row % 10 == 1 ? 0 : 1),40\n"
      text += "\(query),gpt-4o-mini,\(isHard && row % 2 == 0 || row % 10 == 3 ? 0 : 1),40\n"
    }
    return text
  }()

  @Test("a table, CSV files and a chart, the same bytes for any number of threads")
  func results() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(RouteTests.outcomes, to: "o.csv")
    let names = "random,length,keywords,knn:k=5,combined,oracle"
    let first = try simbench.run(
      [
        "route", "o.csv", "--routers", names, "--splits", "2", "--bootstraps", "50", "--threads", "1",
        "--out", "a",
      ])
    #expect(first.code == 0, "\(first.errors)")
    #expect(first.output.contains("120 queries"))
    #expect(first.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    for file in ["routers.csv", "curves.csv", "cost_accuracy.gp"] { #expect(simbench.exists("a/" + file)) }
    let second = try simbench.run(
      [
        "route", "o.csv", "--routers", names, "--splits", "2", "--bootstraps", "50", "--threads", "3",
        "--out", "b", "--json",
      ])
    #expect(second.code == 0 && second.output.hasPrefix("{"))
    for file in ["routers.csv", "curves.csv", "cost_accuracy.gp"] {
      #expect(try simbench.bytes("a/" + file) == simbench.bytes("b/" + file))
    }
    let rows = String(decoding: try simbench.bytes("a/routers.csv"), as: UTF8.self).split(separator: "\n")
    #expect(rows.count == 7 && rows[0].hasPrefix("router,bound,assumed,one_sided"))
  }

  @Test("a compressed table and an exclusion list are read")
  func inputs() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(RouteTests.outcomes, to: "o.csv")
    let zip = Process()
    zip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    zip.arguments = ["gzip", "-k", "o.csv"]
    zip.currentDirectoryURL = simbench.folder
    try zip.run()
    zip.waitUntilExit()
    try simbench.write("prove lemma 0 of item 0\ntell fact 1 of item 1\n", to: "contaminated_prompts.jsonl")
    let own = ["--routers", "length", "--train-share", "0", "--bootstraps", "0", "--no-plots"]
    let listed = try simbench.run(["route", "o.csv.gz"] + own)
    #expect(
      listed.code == 0 && listed.output.contains("118 queries (2 excluded by a list)"), "\(listed.errors)")
    let kept = try simbench.run(["route", "o.csv.gz", "--exclude", "none"] + own)
    #expect(kept.code == 0 && kept.output.contains("120 queries,"))
    #expect(simbench.exists("Results/route-o/routers.csv"))
  }

  @Test(
    "what cannot be routed ends with its code and place",
    arguments: [
      (["route", "none.csv"], Int32(66), "none.csv"),
      (["route", "bad.csv"], 65, "bad.csv:3:15: error: the outcome is '7'"),
      (["route", "one.csv"], 65, "have one class only"),
      (["route", "o.csv", "--routers", "lenght"], 2, "did you mean 'length'?"),
      (["route", "o.csv", "--weak", "gpt-4"], 2, "which the table lacks"),
      (["route", "o.csv", "--train-share", "1"], 2, "--train-share is 1"),
      (["route", "o.csv", "--quality-floor", "1", "--willingness-to-pay", "1"], 2, "stand together"),
      (["route", "o.csv", "--price", "x"], 2, "--price is 'x'"),
      (["route", "o.csv", "--price", "gpt4o=1/2"], 2, "which the table lacks (did you mean 'gpt-4o'?)"),
      (["route", "o.csv", "--queries", "9"], 2, "--queries is the size of a modelled table"),
      (["route", "model:mmlu", "--price", "weak=1/2"], 2, "--price is for recorded outcomes"),
      (["route", "model:chad"], 2, "did you mean 'chat'?"),
    ])
  func faults(_ arguments: [String], _ code: Int32, _ message: String) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(RouteTests.outcomes, to: "o.csv")
    let head = "query,model,correct,output_tokens\n"
    try simbench.write(head + "a,gpt-4o,1,1\na,gpt-4o-mini,7,1\n", to: "bad.csv")
    let rows = (0..<40).map { "q\($0),gpt-4o,1,1\nq\($0),gpt-4o-mini,0,1\n" }
    try simbench.write(head + rows.joined(), to: "one.csv")
    let outcome = try simbench.run(arguments + ["--no-plots", "--bootstraps", "0", "--out", "out"])
    #expect(outcome.code == code && outcome.errors.contains(message), "\(outcome.code): \(outcome.errors)")
    #expect(!simbench.exists("out/routers.csv"))
  }

  @Test("a quality model stands for outcomes")
  func model() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let outcome = try simbench.run(
      ["route", "model:chat", "--queries", "500", "--bootstraps", "0", "--train-share", "0", "--no-plots"])
    #expect(outcome.code == 0 && outcome.output.contains("observer~"), "\(outcome.errors)")
    let finding = outcome.output.split(separator: "\n").prefix(2).joined(separator: " ")
    #expect(finding.contains("routers of a stated accuracy"), "\(finding)")
    #expect(simbench.exists("Results/route-model-chat/routers.csv"))
  }

  /// A cascade that keeps the better of two answers is above both models, where no random routing is.
  @Test("a router above the strong model's accuracy is held to that model, and this is said")
  func beyondStrong() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let outcome = try simbench.run([
      "route", "model:mmlu", "--queries", "2000", "--splits", "1", "--bootstraps", "0", "--no-plots",
      "--html", "r.html",
    ])
    #expect(outcome.code == 0, "\(outcome.errors)")
    let text = outcome.output.replacing("\n  ", with: " ").replacing("\n", with: " ")
    #expect(text.contains("cheaper than the strong model and no less accurate."), "\(text)")
    #expect(!text.contains("cheaper at the same accuracy"))
    #expect(
      text.contains("No random routing is as accurate as cascade: $ saved is against the strong model there.")
    )
    #expect(String(decoding: try simbench.bytes("r.html"), as: UTF8.self).contains("no less accurate"))
  }
}

import Foundation
import Testing

@Suite("simbench sweep")
struct SweepTests {
  private func sweep(_ axes: String, _ more: [String] = []) throws -> (Simbench.Outcome, String, [String]) {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let outcome = try simbench.run(
      ["sweep", "small", "--set", "sweep={\"strategy\":\"exact\",\"axes\":\(axes)}", "--out", "s"] + more)
    let script =
      simbench.exists("s/sweep.gp") ? String(decoding: try simbench.bytes("s/sweep.gp"), as: UTF8.self) : ""
    let files = try FileManager.default.contentsOfDirectory(atPath: simbench.folder.path + "/s").sorted()
    return (outcome, script, files)
  }

  private let two = "{\"exact_cache.capacity\":[1,60],\"exact_cache.eviction\":[\"fifo\",\"lru\",\"sieve\"]}"

  @Test("the best cell is the cheapest where no constraints are stated")
  func best() throws {
    let (outcome, script, files) = try sweep("{\"exact_cache.capacity\":[1,5,60]}")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let text = outcome.output.replacing("\n  ", with: " ")
    #expect(text.contains("Best cell: exact_cache.capacity=60, $"))
    // What the cell loses stands beside what it costs, and in the table.
    #expect(
      text.contains(/a month \(against naive: [0-9.]+ % stale\), the cheapest of 3; no constraints are/),
      "\(text)")
    #expect(text.contains("stale %"), "\(text)")
    #expect(script.contains("set xlabel 'exact_cache.capacity'") && script.contains("with lines"))
    #expect(files.contains("sweep.csv") && files.contains("sweep.gp"))
  }

  @Test("a best cell that costs more than the baseline is said to save nothing")
  func dearer() throws {
    let hosting = "{\"exact_cache.capacity\":[60],\"exact_cache.hosting_usd_per_month\":[90000,100000]}"
    let (outcome, _, _) = try sweep(hosting)
    #expect(outcome.code == 0, "\(outcome.errors)")
    let text = outcome.output.replacing("\n  ", with: " ")
    #expect(text.contains(" costs less, $") && text.contains(" a month: no cell saves."), "\(text)")
    let (cheap, _, _) = try sweep("{\"exact_cache.capacity\":[1,60]}")
    #expect(!cheap.output.contains("no cell saves"))
  }

  /// The baseline that stands beside the cells is no verdict on them; by what they are judged is said, defaults too.
  @Test("a sweep gives its best cell and the rules, and no verdict on the baseline alone")
  func verdict() throws {
    let cells = "{\"exact_cache.capacity\":[1,60]}"
    let (outcome, _, _) = try sweep(cells, ["--set", "constraints={\"hit_share_min\":0.01}"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    let text = outcome.output.replacing("\n  ", with: " ")
    #expect(!text.contains("Verdict:") && text.contains("Best cell: exact_cache.capacity=60"), "\(text)")
    #expect(
      text.contains(
        "Judged by the scenario's constraints (hit share of at least 1 %), and by simbench's defaults"))
    #expect(text.contains("stale hit share of at most 2 %"), "\(text)")
  }

  /// Three cells have a tenth of hits; one of them breaks a rule that the verdict takes by default.
  @Test("cells that break a rule, stated or taken by default, are no best ones, and are marked in the map")
  func constraint() throws {
    let (outcome, script, _) = try sweep(two, ["--set", "constraints={\"hit_share_min\":0.1}"])
    let text = outcome.output.replacing("\n  ", with: " ")
    #expect(text.contains("Best cell: exact_cache.capacity=60, exact_cache.eviction="))
    #expect(text.contains(" % stale), the cheapest of the 2 in 6 that keep every rule."), "\(text)")
    #expect(script.contains("with boxxyerror fs solid") && script.contains("breaks a rule"))
    #expect(script.components(separatedBy: "at first ").count == 7)
  }

  @Test("where every cell breaks a constraint, that is said with the nearest")
  func none() throws {
    let (outcome, script, _) = try sweep(two, ["--set", "constraints={\"hit_share_min\":0.99}", "--json"])
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    #expect(object?["best_cell"] is NSNull)
    let text = try #require(object?["best_cell_text"] as? String)
    #expect(
      text.hasPrefix("Best cell: none, since no cell keeps every rule; the cheapest, exact_cache.cap"))
    #expect(text.contains(" a month, breaks hit share of at least 99 % with "))
    #expect(!script.contains("'best cell'"))
  }

  @Test("three axes have no chart, and that is said")
  func three() throws {
    let axes =
      "{\"exact_cache.capacity\":[1,60],\"exact_cache.eviction\":[\"lru\"],\"exact_cache.lookup_ms\":[1,2]}"
    let (outcome, _, files) = try sweep(axes)
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("the sweep was not drawn: it has 3 axes, and a chart has one or two\n"))
    #expect(!files.contains("sweep.gp"))
    #expect(try !sweep(two, ["--no-plots"]).2.contains("sweep.gp"))
  }
}

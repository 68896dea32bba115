import Foundation
import Testing

@Suite("Limits of a scenario")
struct LimitTests {
  @Test(
    "values that no run could bear are refused with 65",
    arguments: [
      "run.measure_h=1e7", "workload.arrivals.cv=1e6", "workload.arrivals.shape=0.01",
      "workload.arrivals.burst_mean_s=1e-300",
    ])
  func absurd(override: String) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let run = try simbench.run(
      ["explain", "small", "--set", override, "--set", "workload.arrivals.rate_per_s=1e-9"])
    #expect(run.code == 65, "\(run.errors)")
  }

  @Test("more layers than a gateway holds are refused with 65")
  func layers() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let many = Array(repeating: #"{"use":"prompt_cache"}"#, count: 300).joined(separator: ",")
    let run = try simbench.run(["run", "small", "--no-plots", "--set", "naive.layers=[\(many)]"])
    #expect(run.code == 65, "\(run.errors)")
    #expect(run.errors.contains("300 layers"))
  }

  @Test("a budget beyond all money stops nothing")
  func hugeBudget() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let run = try simbench.run(
      ["run", "small", "--no-plots", "--set", #"naive.layers=[{"use":"budget","monthly_usd":1e300}]"#])
    #expect(run.code == 0, "\(run.errors)")
  }

  @Test("a layer that reads text is refused on a recording without text")
  func recordedWithoutText() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let workload = #"workload={"kind":"recorded","path":"rows.csv"}"#
    try simbench.write("timestamp,input_tokens,output_tokens\n1,10,20\n2,10,20\n", to: "Scenarios/rows.csv")
    let run = try simbench.run(["run", "small", "--no-plots", "--set", workload])
    #expect(run.code == 65, "\(run.errors)")
    #expect(run.errors.contains("no text"))
    try simbench.write("timestamp,input_tokens,output_tokens\n", to: "Scenarios/rows.csv")
    #expect(try simbench.run(["run", "small", "--no-plots", "--set", workload]).code == 0)
  }

  @Test("a warm-up beyond the recording is pointed out")
  func longWarmUp() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write("timestamp,prompt,output_tokens\n1,a,20\n2,b,20\n", to: "Scenarios/rows.csv")
    let run = try simbench.run(
      ["run", "small", "--no-plots", "--set", #"workload={"kind":"recorded","path":"rows.csv"}"#])
    #expect(run.code == 0)
    #expect(run.output.contains("no request arrives after the warm-up"), "\(run.output)")
  }

  @Test("a figure of the baseline that is gone is a regression")
  func missingMetric() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    #expect(try simbench.run(["check", "small", "--update"]).code == 0)
    let stored = String(decoding: try simbench.bytes("Scenarios/Baselines/small.json"), as: UTF8.self)
    let metric = try #require(stored.range(of: "\"retries\""))
    try simbench.write(
      stored.replacingCharacters(in: metric, with: "\"gone\""), to: "Scenarios/Baselines/small.json")
    let run = try simbench.run(["check", "small"])
    #expect(run.code == 3)
    #expect(run.output.contains("gone"))
  }
}

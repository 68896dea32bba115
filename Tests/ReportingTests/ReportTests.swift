import Tables
import Declarations
import Foundation
import Simulation
import TestSupport
import Testing

@testable import Decisions
@testable import Experiments
@testable import Metrics
@testable import Reporting

@Suite struct ReportTests {
  @Test("halves of a log that differ by more than its interval are told apart from those that do not")
  func halves() {
    let whole = Estimate(mean: 500, halfWidth: 60)
    #expect(ReadingText.comparison(of: [450, 560], with: whole) == "")
    #expect(
      ReadingText.comparison(of: [371, 648], with: whole)
        == ", more apart than the interval allows ($120): the log changes over its time, and the month follows neither half"
    )
    #expect(ReadingText.comparison(of: [371, 648], with: Estimate(mean: 500, halfWidth: .nan)) == "")
  }

  @Test("the report of a small result")
  func golden() {
    let expected = """
      What does a cache save our support assistant?
      72,345 requests with the warm-up's, 2 replications, 48 h after 24 h warm-up,
        95 % confidence

      strategy      $/month   saving %     hits %  false %
      naive     22,480 ±130   baseline       0 ±0     0 ±0
      exact     15,050 ±640  33.1 ±3.2  33.2 ±2.5     0 ±0

      strategy       quality     p50 ms      p95 ms      p99 ms  k calls/month
      naive     0.911 ±0.013  1,467 ±46  6,570 ±210  8,250 ±260         720 ±0
      exact     0.910 ±0.013    816 ±47   5,689 ±72   7,767 ±28        481 ±18

      Verdict: none. No strategy keeps every rule.
      Ruled out: The baseline naive has quality 0.911 (at least 0.95).
      Ruled out: exact would save 33 %, but has quality 0.910 (at least 0.95).
      Judged by the scenario's constraints (quality of at least 0.95).

      Left out: 1,234 rows (no timestamp).
      Warning: a warning

      """
    #expect(Report(Sample.small).text == expected)
  }

  @Test("no line is wider than 80 columns, whatever the names are")
  func width() {
    var results = [Sample.small, Sample.five()]
    results.append(
      Sample.five(names: (0..<5).map { "a_name_without_an_end_\($0)_" + String(repeating: "漢字é", count: 12) })
    )
    var wide = Sample.five()
    wide.strategies[0].cells[0].metrics[.costPerMonth] = 8e11
    results.append(wide)
    for result in results {
      for line in Report(result).text.split(separator: "\n") {
        #expect(String(line).displayWidth <= 80, "\(line)")
      }
    }
  }

  @Test("bold text only where it is wanted")
  func style() {
    #expect(!Report(Sample.small).text.contains("\u{1B}"))
    #expect(Report(Sample.small, isANSI: true).text.contains("\u{1B}[1mstrategy"))
  }

  @Test("control characters of names do not reach the terminal")
  func controlCharacters() {
    let result = Sample.five(names: ["a\u{1B}[31m", "b\n", "c", "d", "e"])
    #expect(!Report(result).text.contains("\u{1B}"))
  }

  @Test("the verdict names what is cheap and ruled out, and by what it was judged")
  func verdict() {
    let sentences = Findings(Sample.five()).answers
    let judged =
      "Judged by the scenario's constraints (false hit share of at most 1 % and quality of at least 0.88)."
    #expect(
      sentences == [
        "Verdict: exact, $15,090 a month instead of naive's $22,480; saves 32.87 ±0 %, at the price of "
          + "quality -0.0017 ±0.",
        "Ruled out: semantic would save 52 %, but has false hit share 1.4 % (at most 1 %).",
        "Ruled out: full would save 71 %, but has false hit share 1.4 % (at most 1 %).", judged,
      ])
  }

  private func words(_ strategies: String, _ more: String = "") throws -> VerdictText {
    VerdictText(try SmallScenario.run(SmallScenario.text(strategies: strategies, more: more)))
  }

  @Test("a strategy that stands alone is held to its rules too")
  func alone() throws {
    let naive = "{\"name\": \"naive\", \"model\": \"gpt-4o\"}"
    #expect(try words(naive).sentences.isEmpty)
    let kept = try words(naive, ", \"constraints\": {\"quality_min\": 0.5}").sentences
    #expect(kept.first?.hasSuffix("a month, keeps the rules.") == true, "\(kept)")
    let broken = try words(naive, ", \"constraints\": {\"quality_min\": 0.99}")
    #expect(broken.sentences.first?.hasPrefix("Verdict: none. naive has quality 0.") == true)
    #expect(broken.headline.contains(", but quality 0."))
  }

  @Test("a saving below zero is said to cost more, and a bound stays one")
  func negativeSavings() throws {
    let pair = """
      {"name": "strong", "model": "gpt-4o"}, {"name": "weak", "model": "gpt-4o-mini"}
      """
    let dearer = try words(
      pair, ", \"analysis\": {\"baseline\": \"weak\"}, \"constraints\": {\"quality_min\": 0.8}")
    for text in [dearer.headline, dearer.sentences[0]] {
      #expect(text.contains(" % more") && !text.contains("-"), "\(text)")
    }
    #expect(dearer.headline.hasSuffix(", which breaks a rule"), "\(dearer.headline)")
    #expect(dearer.label(of: 1).hasPrefix(", baseline, but quality 0."), "\(dearer.label(of: 1))")
    let bound = try words(
      "{\"name\": \"oracle\", \"bound\": true, \"model\": \"gpt-4o-mini\"}, {\"name\": \"strong\", \"model\": \"gpt-4o\"}"
    )
    for text in [bound.headline, bound.sentences[0]] {
      #expect(text.contains("the bound oracle's $") && !text.contains("n/a"), "\(text)")
    }
    let bounds = try words("{\"name\": \"oracle\", \"bound\": true, \"model\": \"gpt-4o\"}")
    #expect(bounds.headline.hasPrefix("Cost of a month: $") && bounds.sentences.isEmpty)
  }

  /// Two strategies of one replication, the second with some figures of its own.
  private func two(
    _ costs: (Double, Double), _ figures: [Metric: Double], _ constraints: [Constraint]
  ) -> VerdictText {
    var result = Sample.five()
    var cells = [costs.0, costs.1].map {
      Sample.cell(cost: $0, quality: 0.9, exact: 0, semantic: 0, p95: 3000)
    }
    for metric in [Metric.unansweredShare, .deferredShare, .throttledShare] {
      for place in cells.indices { cells[place].metrics[metric] = 0 }
    }
    for (metric, value) in figures { cells[1].metrics[metric] = value }
    result.strategies = zip(["naive", "other"], cells).map { Sample.strategy($0, cells: [$1]) }
    result.baseline = 0
    result.constraints = constraints
    return VerdictText(result)
  }

  @Test("a value that breaks its bound by less than is rounded off is told from it")
  func nearBound() {
    let quality = two((900, 500), [.quality: 0.8996], [.init(metric: .quality, bound: 0.9, isMaximum: false)])
    #expect(
      quality.sentences.contains { $0.contains("quality 0.8996") && $0.contains("(at least 0.9000") },
      "\(quality.sentences)")
    let hits = two(
      (900, 500), [.hitShare: 0.3361], [.init(metric: .hitShare, bound: 0.3365, isMaximum: false)])
    #expect(
      hits.sentences.contains { $0.contains("hit share 33.61") && $0.contains("(at least 33.65") },
      "\(hits.sentences)")
    let slow = two(
      (900, 500), [.latencyP95: 9000], [.init(metric: .latencyP95, bound: 8765, isMaximum: true)])
    #expect(slow.sentences.contains { $0.contains("(at most 8.765 s)") }, "\(slow.sentences)")
  }

  @Test("an answer names what is lost beside the metrics that are asked for, and a broken rule is told below")
  func answersWithLosses() throws {
    let limited = "{\"use\": \"rate_limit\", \"tiers\": {\"any\": {\"requests_per_min\": 1}}}"
    let strategies = """
      {"name": "naive", "model": "gpt-4o"}, {"name": "weak", "model": "gpt-4o-mini"},
      {"name": "limited", "model": "gpt-4o-mini", "layers": [\(limited)]}
      """
    let question = """
      , "question": {"strategies": ["weak", "limited"], "versus": "naive", "metrics": ["cost_saving_share"]}
      """
    // Of what is recommended the verdict names the price.
    let loose = ", \"constraints\": {\"quality_min\": 0, \"rejected_share_max\": 1}"
    let allowed = try words(strategies, question + loose)
    #expect(allowed.recommendedName == "limited")
    #expect(allowed.answers[0].contains("; beside that quality -0."), "\(allowed.answers)")
    #expect(!allowed.answers[1].contains("beside that"), "\(allowed.answers)")
    #expect(
      try !words(strategies, question.replacing("cost_saving_share", with: "quality") + loose).answers[0]
        .contains("beside that"))
    // A dearer one that breaks a rule is told as well, since the answer says so.
    let hosted = """
      {"name": "naive", "model": "gpt-4o"}, {"name": "weak", "model": "gpt-4o-mini"},
      {"name": "dear", "model": "gpt-4o-mini", "layers": [
       {"use": "exact_cache", "ttl_s": 0.001, "hosting_usd_per_month": 100000}, \(limited)]}
      """
    let dear = try words(
      hosted,
      question.replacing("\"limited\"", with: "\"dear\"") + ", \"constraints\": {\"quality_min\": 0.3}")
    #expect(dear.recommendedName == "weak")
    #expect(dear.answers[1].contains("(ruled out below)"), "\(dear.answers)")
    #expect(dear.sentences.contains { $0.hasPrefix("Ruled out: dear ") }, "\(dear.sentences)")
  }

  @Test("an answer about anything but money says that a strategy is dearer")
  func dearerAnswers() throws {
    let hosted = "{\"use\": \"exact_cache\", \"ttl_s\": 0.001, \"hosting_usd_per_month\": 100000}"
    let strategies = """
      {"name": "naive", "model": "gpt-4o"}, {"name": "dear", "model": "gpt-4o", "layers": [\(hosted)]}
      """
    func answer(_ metric: String) throws -> String {
      let question = ", \"question\": {\"versus\": \"naive\", \"metrics\": [\"\(metric)\"]}"
      return try words(strategies, question).answers[0]
    }
    let quality = try answer("quality")
    #expect(quality.contains(/; beside that it costs [0-9,.]+ % more/), "\(quality)")
    for metric in ["cost_saving_share", "cost_usd_per_month"] {
      let text = try answer(metric)
      #expect(!text.contains("it costs"), "\(text)")
      // Whose figures and losses follow is who is named first.
      #expect(text.hasPrefix("Answer: dear is worse than naive"), "\(text)")
    }
  }

  @Test("what has to hold for an answer is no loss beside it")
  func conditions() {
    let stale = Loss(kind: .undatedHits, value: Estimate(mean: 0.3, halfWidth: 0))
    let hours = Loss(kind: .deferred, value: Estimate(mean: 0.25, halfWidth: 0))
    let none: [Loss] = []
    #expect(none.words(behind: nil).isEmpty)
    #expect([stale].words(behind: nil) == ", if no hit is stale")
    #expect([stale, hours].words(behind: nil) == "; beside that 25 % deferred, if no hit is stale")
    #expect(
      [hours].words(behind: "it costs 2 % more") == "; beside that it costs 2 % more, 25 % deferred")
  }

  @Test("a difference is shown as far as it lies beyond its interval")
  func smallDifference() throws {
    let question = ", \"question\": {\"versus\": \"naive\", \"metrics\": [\"latency_p95_ms\"]}"
    let slow = "{\"use\": \"exact_cache\", \"ttl_s\": 0.001, \"lookup_ms\": 50}"
    let text = try words(
      "{\"name\": \"naive\", \"model\": \"gpt-4o\"}, {\"name\": \"slow\", \"model\": \"gpt-4o\", \"layers\": [\(slow)]}",
      question)
    #expect(
      text.answers[0].contains(/p95 s [0-9.]+ ±[0-9.]+ against [0-9.]+ ±[0-9.]+ \(\+50[0-9.]* ±[0-9.]+ ms\)/),
      "\(text.answers)")
  }

  @Test("a title counts the losses that it has no room for")
  func countedLosses() {
    let loose = [
      Constraint(metric: .quality, bound: 0.1, isMaximum: false),
      Constraint(metric: .falseHitShare, bound: 0.5, isMaximum: true),
    ]
    let figures: [Metric: Double] = [
      .quality: 0.8, .falseHitShare: 0.004, .throttledShare: 0.2, .deferredShare: 0.3,
    ]
    let text = two((900, 500), figures, loose)
    #expect(text.headline.hasSuffix("0.40 % false, and 2 more losses"), "\(text.headline)")
    #expect(text.label(of: 1).hasSuffix(", quality -0.100 and 3 more"), "\(text.label(of: 1))")
  }

  @Test("the best cell of a sweep says what it loses, and the table has a column of it")
  func sweepLosses() {
    var result = Sample.five()
    var cells = [900.0, 500].map { Sample.cell(cost: $0, quality: 0.9, exact: 0, semantic: 0, p95: 3000) }
    for place in cells.indices {
      cells[place].metrics[.rejectedShare] = place == 0 ? 0 : 0.3
      cells[place].metrics[.unansweredShare] = place == 0 ? 0 : 0.3
    }
    cells[1].metrics[.quality] = 0.6
    // The strategy that is swept may be the baseline.
    for name in ["limit", "naive"] {
      result.strategies = [Sample.strategy("naive", cells: [cells[0]])]
      result.baseline = 0
      result.constraints = [
        Constraint(metric: .quality, bound: 0.1, isMaximum: false),
        Constraint(metric: .rejectedShare, bound: 1, isMaximum: true),
      ]
      result.sweep = SweepResult(
        strategy: name, axes: ["rate_limit.window_s"],
        rows: [(values: ["60"], result: Sample.strategy(name, cells: [cells[1]]))])
      let sentence = SweepFinding(result)?.sentence ?? ""
      #expect(
        sentence.contains(/500 a month \(against naive: quality -0\.30*, 30 % more unanswered\), the only/),
        "\(sentence)")
      #expect(Report(result).text.contains("rejected %"))
    }
  }

  @Test("the title on times says what is within chance, and what they leave out")
  func latencyTitles() {
    func finding(_ times: [Double], deferred: Double = 0) -> String {
      var result = Sample.five()
      func strategy(_ name: String, _ times: [Double], _ deferred: Double) -> StrategyResult {
        let cells = times.map { time -> CellResult in
          var cell = Sample.cell(cost: 900, quality: 0.9, exact: 0, semantic: 0, p95: time)
          cell.metrics[.deferredShare] = deferred
          return cell
        }
        return Sample.strategy(name, cells: cells)
      }
      let naive = strategy("naive", [3000, 3000, 3000, 3000], 0)
      result.strategies = [naive, strategy("other", times, deferred)]
      result.baseline = 0
      result.constraints = []
      return Chart.latencyCDF(result)?.finding ?? ""
    }
    let near = finding([2000, 4500, 2900, 2500])
    #expect(near.hasPrefix("other lowers the p95 latency within chance alone: "), "\(near)")
    let fast = finding([2000, 2010, 1990, 2000])
    #expect(fast.hasPrefix("other lowers the p95 latency: ") && !fast.contains("counting"), "\(fast)")
    let batch = finding([2000, 2010, 1990, 2000], deferred: 0.3)
    #expect(batch.hasSuffix(", not counting 30 % deferred"), "\(batch)")
    #expect(finding([3000, 3000, 3000, 3000]).hasPrefix("other does not lower the p95 latency: "))
    let slight = finding([2999.9, 2999.9, 2999.9, 2999.9])
    #expect(slight.contains(/^other lowers the p95 latency by [0-9.]+ ms of naive's [0-9.]+ s$/), "\(slight)")
  }

  @Test("the title on times does not say that rules are broken where nothing breaks one")
  func untimedTitles() {
    func finding(_ change: (inout [StrategyResult]) -> Void, _ constraints: [Constraint] = []) -> String {
      var result = Sample.five()
      result.baseline = 0
      result.constraints = constraints
      result.strategies = ["naive", "batch"].map { name in
        Sample.strategy(
          name, cells: [Sample.cell(cost: 900, quality: 0.9, exact: 0, semantic: 0, p95: 3000)])
      }
      change(&result.strategies)
      return Chart.latencyCDF(result)?.finding ?? ""
    }
    #expect(finding { $0.removeLast() } == "Latency by strategy")
    #expect(finding { $0[1].isBound = true } == "Latency by strategy")
    let deferred = finding {
      for place in 0..<2 { $0[place].cells[0].metrics[.deferredShare] = place == 0 ? 0 : 1 }
      $0[1].cells[0].metrics[.latencyP95] = .nan
    }
    #expect(deferred == "Latency by strategy: batch has no times, not counting 100 % deferred")
    let good = [Constraint(metric: .quality, bound: 0.95, isMaximum: false)]
    #expect(finding({ _ in }, good) == "Latency by strategy: no strategy keeps the rules")
    #expect(
      finding({ $0[0].cells[0].metrics[.quality] = 0.99 }, good)
        == "Latency by strategy: nothing but naive keeps the rules")
  }

  @Test("what costs as much as a baseline that breaks a rule is not said to save")
  func sameCost() {
    let fast = [Constraint(metric: .latencyP95, bound: 2000, isMaximum: true)]
    for cost in [0.0, 500] {
      let text = two((cost, cost), [.latencyP95: 1000], fast)
      for words in [text.headline, text.sentences[0]] {
        #expect(words.contains("costs as much") && !words.contains("n/a"), "\(words)")
      }
    }
  }

  @Test("a strategy that costs the same within chance is told with what it is better in")
  func betterEquals() throws {
    var result = Sample.five()
    result.strategies = zip(["naive", "good"], [0.89, 0.95]).map { name, quality in
      Sample.strategy(
        name,
        cells: (0..<4).map { _ in Sample.cell(cost: 900, quality: quality, exact: 0, semantic: 0, p95: 3000) }
      )
    }
    result.baseline = 0
    #expect(VerdictText(result).sentences.contains("Within chance as cheap as naive: good (quality +0.060)."))
    for cell in result.strategies[1].cells.indices {
      result.strategies[0].cells[cell].metrics[.falseHitShare] = 0.004
      result.strategies[0].cells[cell].metrics[.quality] = 0.95
      result.strategies[1].cells[cell].metrics[.latencyP95] = 1000
      result.strategies[0].cells[cell].metrics[.latencyP95] = 3000
    }
    #expect(
      VerdictText(result).sentences.contains(
        "Within chance as cheap as naive: good (0.40 % fewer false hits, 2.00 s less at latency p95)."),
      "\(VerdictText(result).sentences)")
  }

  @Test("a title says that a rule is kept by the mean alone")
  func uncertainTitle() {
    var result = Sample.five()
    result.strategies = zip(["naive", "other"], [900.0, 500]).map { name, cost in
      Sample.strategy(
        name,
        cells: [0.92, 0.88, 0.93, 0.89].map {
          Sample.cell(cost: cost, quality: $0, exact: 0, semantic: 0, p95: 3000)
        })
    }
    result.baseline = 0
    result.constraints = [Constraint(metric: .quality, bound: 0.9, isMaximum: false)]
    let headline = VerdictText(result).headline
    #expect(headline.hasSuffix("a month; quality not certain"), "\(headline)")
  }

  @Test("a title does not deny that something costs less where that is within chance")
  func unsureTitle() {
    func headline(_ costs: [Double]) -> String {
      var result = Sample.five()
      result.strategies = zip(["naive", "other"], [[900, 900, 900, 900], costs]).map { name, costs in
        Sample.strategy(
          name, cells: costs.map { Sample.cell(cost: $0, quality: 0.9, exact: 0, semantic: 0, p95: 3000) })
      }
      result.baseline = 0
      return VerdictText(result).headline
    }
    #expect(headline([180, 1350, 270, 1260]) == "Nothing that keeps the rules surely costs less than naive")
    #expect(headline([990, 991, 992, 993]) == "Nothing that keeps the rules costs less than naive")
  }

  @Test("what saves surely is recommended before what is cheaper by chance")
  func surely() throws {
    var result = Sample.five()
    let costs = [[900.0, 900, 900, 900], [180, 1350, 270, 1260], [850, 855, 852, 853]]
    result.strategies = zip(["naive", "noisy", "sure"], costs).map { name, costs in
      Sample.strategy(
        name, cells: costs.map { Sample.cell(cost: $0, quality: 0.9, exact: 0, semantic: 0, p95: 3000) })
    }
    result.baseline = 0
    let text = VerdictText(result)
    #expect(text.headline.hasPrefix("sure saves 5.3 % of naive's $900"), "\(text.headline)")
    #expect(text.sentences.contains("Within chance as cheap as sure: noisy."), "\(text.sentences)")
  }

  @Test("a claimed saving that holds is told with what is lost for it")
  func claimPrice() throws {
    let pair =
      "{\"name\": \"naive\", \"model\": \"gpt-4o\"}, {\"name\": \"weak\", \"model\": \"gpt-4o-mini\"}"
    let path = NSTemporaryDirectory() + "claims-\(UUID().uuidString).json"
    try SmallScenario.text(strategies: pair).write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let text = """
      {"simbench_claims": 1, "name": "mine", "scenario": "\(path)", "claims": [{"id": "a", "says": "94 % less",
       "unit": "share", "claimed": 0.94, "simulate": {"strategy": "weak", "figure": "cost_saving_share"}}]}
      """
    let report = ClaimReport(try ClaimStudy([ClaimFile(bytes: Array(text.utf8), path: "mine.json")]).run())
    #expect(report.text.contains(" · holds\n  simulated with quality -0.15\n"), "\(report.text)")
    #expect(report.json.text().contains("\"simulated_with\": \"quality -0.15\""))
  }

  @Test("a threshold's curve tells stale answers, and of how many replications it is")
  func thresholds() throws {
    var result = Sample.five()
    var curve = try #require(result.thresholdCurve)
    curve.optimum = nil
    curve.replications = 2
    func title() -> String {
      result.thresholdCurve = curve
      return Chart.thresholdTradeoff(result)?.finding ?? ""
    }
    #expect(title() == "semantic at 0.92: 47 % hits, 0.58 % of all requests get a wrong answer")
    curve.points[4].staleHitShare = Estimate(mean: 0.12, halfWidth: 0)
    #expect(
      title() == "semantic at 0.92: 47 % hits; of all requests 0.58 % get another's answer, 12 % a stale one")
    curve.points[4].staleHitShare = Estimate(mean: .nan, halfWidth: .nan)
    #expect(title().hasSuffix("0.58 % get another's answer, how many a stale one is unknown"))
    #expect(
      Findings(result).curves[0].hasPrefix("Threshold of semantic in 2 of the 4 replications: 47 % hits"))
    #expect(Chart.thresholdTradeoff(result)?.note == "the curve's points are means of 2 replications")
    curve.replications = 1
    #expect(!title().isEmpty)
    #expect(Chart.thresholdTradeoff(result)?.note == "the curve's points are means of 1 replication")
  }

  @Test("the title on savings names what they cost")
  func waterfallTitle() {
    var result = Sample.five()
    let saved = "exact_cache brings 43 % of the $16,000 that full saves a month"
    #expect(Chart.savingsWaterfall(result)?.finding == saved + ", but false hit share 1.4 %")
    result.constraints = [
      Constraint(metric: .falseHitShare, bound: 0.5, isMaximum: true),
      Constraint(metric: .quality, bound: 0.5, isMaximum: false),
    ]
    #expect(Chart.savingsWaterfall(result)?.finding == saved + "; quality -0.034, 1.4 % false")
  }

  @Test("the title on hits says how many of them are wrong or unlabelled")
  func hitTitle() {
    var result = Sample.five()
    result.constraints = [
      Constraint(metric: .falseHitShare, bound: 0.5, isMaximum: true),
      Constraint(metric: .quality, bound: 0.5, isMaximum: false),
    ]
    #expect(
      Chart.hitsOverTime(result)?.finding
        == "semantic answers 54 % of the requests from its caches after warm-up (1.4 % false)")
    for cell in result.strategies[2].cells.indices {
      result.strategies[2].cells[cell].metrics[.falseHitShare] = .nan
      result.strategies[2].cells[cell].metrics[.unknownHitShare] = 0.2
      result.strategies[2].cells[cell].metrics[.staleHitShare] = 0.1
    }
    #expect(
      Chart.hitsOverTime(result)?.finding.contains("after warm-up (10 % stale, 20 % unlabelled)") == true)
  }

  @Test("strategies that tie are not sorted from cheap to good, and unknown quality is no finding")
  func paretoTitles() throws {
    var result = Sample.five()
    func strategy(_ name: String, _ cost: Double, _ quality: Double) -> StrategyResult {
      Sample.strategy(
        name, cells: [Sample.cell(cost: cost, quality: quality, exact: 0, semantic: 0, p95: 3000)])
    }
    result.baseline = 0
    result.strategies = ["one", "two", "three"].map { strategy($0, 900, 0.9) }
    #expect(
      Chart.pareto(result)?.finding.hasPrefix("one, two and three cost the same and are as good") == true)
    result.strategies = [strategy("known", 900, 0.9), strategy("unknown", 90, .nan)]
    #expect(
      Chart.pareto(result)?.finding.hasPrefix(
        "known is both the cheapest and the best of those whose quality is known") == true)
    result.strategies = [strategy("one", 900, 0.9)]
    #expect(Chart.pareto(result)?.finding == "Cost against quality")
    // What costs least by chance alone, or on the bill alone, does not cost least.
    func cells(_ costs: [Double]) -> [CellResult] {
      costs.map { Sample.cell(cost: $0, quality: 0.9, exact: 0, semantic: 0, p95: 3000) }
    }
    result.constraints = []
    result.strategies = [
      Sample.strategy("naive", cells: cells([900, 900, 900, 900])),
      Sample.strategy("noisy", cells: cells([180, 1350, 270, 1260])),
    ]
    #expect(
      Chart.pareto(result)?.finding.hasSuffix("; nothing that keeps the rules surely costs less than naive")
        == true)
    result.strategies[1].cells = cells([500, 500, 500, 500])
    result.errorPrices = ErrorPrices(falseHit: 1)
    for (place, total) in [900.0, 2000].enumerated() {
      for cell in result.strategies[place].cells.indices {
        result.strategies[place].cells[cell].metrics[.totalCostPerMonth] = total
      }
    }
    #expect(
      Chart.pareto(result)?.finding.hasSuffix("; naive costs least in all of those that keep the rules")
        == true)
  }

  @Test("the curves are told in a sentence each")
  func curves() {
    #expect(
      Findings(Sample.five()).curves == [
        "Threshold of semantic in 1 of the 4 replications: 47 % hits with 0.58 % false at its 0.92; 68 % hits with 9.0 % "
          + "false at 0.8, 37 % hits with 0.01 % false at 0.98.",
        "With a false hit at $0.0500, semantic costs least at 0.94 [0.92, 0.96]: $14,343 a month in all, $420 ±60 less "
          + "than at its 0.92.",
        "Area under the ROC curve, right against wrong nearest prompts: hashed_ngrams 0.748, minilm 0.853.",
        "Of the $16,000 a month that full saves: exact_cache $6,900 (43 %) with quality -0.0010, "
          + "semantic_cache $4,100 (26 %) with quality -0.0040, router $5,600 (35 %) with quality -0.0120, "
          + "prompt_cache -$600 (-3.8 %); budget, which can only refuse or degrade, $0 [Shapley shares].",
        "At 512 entries sieve hits 30 % and the bound belady 38 %: 8.0 points of head-room, the most at any size.",
        "With 10 entries lru wins by 1.20 ±0.10 points; 100 requests name the wrong winner in 4.0 % [3.0 %, 5.4 %] "
          + "and none in 32 % [29 %, 35 %] of 1,000 trials, and to be 95 % sure takes 385 [360, 410].",
        "With 100 entries lru wins by 4.00 ±0.20 points; 100 requests name the wrong winner in 0 % [0 %, 0.38 %] and "
          + "none in 100 % [99.6 %, 100 %] of 1,000 trials, and 1,000 are too few to be 95 % sure.",
      ])
  }

  @Test("what wrong answers cost decides which strategy is cheapest")
  func pricedErrors() {
    var result = Sample.five()
    result.errorPrices = ErrorPrices(falseHit: 0.05)
    for (place, total) in [22_480.0, 15_090, 30_000, 30_001, 4_900].enumerated() {
      for cell in result.strategies[place].cells.indices {
        result.strategies[place].cells[cell].metrics[.totalCostPerMonth] = total
      }
    }
    #expect(
      Findings(result).answers == [
        "Verdict: exact, $15,090 a month with a false hit at $0.0500 instead of naive's $22,480; saves $7,390 ±0, at the "
          + "price of quality -0.0017 ±0.",
        "Judged by the scenario's constraints (false hit share of at most 1 % and quality of at least 0.88) and money, "
          + "with a false hit at $0.0500.",
      ])
    #expect(Report(result).text.contains("in all $/month"))
  }

  @Test("what has no cost in all is not passed over in silence")
  func uncounted() {
    var result = Sample.five()
    result.errorPrices = ErrorPrices(falseHit: 0.05)
    result.constraints = []
    for (place, total) in [22_480.0, 15_090, .nan, 30_001, 4_900].enumerated() {
      for cell in result.strategies[place].cells.indices {
        result.strategies[place].cells[cell].metrics[.totalCostPerMonth] = total
        result.strategies[place].cells[cell].metrics[.quality] = .nan
      }
    }
    let sentences = VerdictText(result).sentences
    #expect(
      sentences.contains(
        "Not judged: semantic, of whose hits nobody knows how many are wrong, and so what they cost in all."),
      "\(sentences)")
    #expect(!sentences.contains { $0.hasPrefix("Ruled out: semantic") }, "\(sentences)")
  }

  @Test("whether a strategy saves is told by its share, whose interval the table has, and not by dollars")
  func sureShare() {
    var result = Sample.five()
    result.strategies = [("naive", 1.0), ("less", 0.9), ("least", 0.5)].map { name, share in
      Sample.strategy(
        name,
        cells: [100.0, 1000, 10_000].map {
          Sample.cell(cost: $0 * share, quality: 0.9, exact: 0, semantic: 0, p95: 3000)
        })
    }
    result.baseline = 0
    result.constraints = []
    let saving = result.estimate(.savingPerMonth, of: result.strategies[2])
    #expect(saving.mean < saving.halfWidth)
    let verdict = Verdict(result)
    #expect(verdict.recommended?.name == "least")
    #expect(verdict.equals.isEmpty)
  }

  @Test("what saves a share of most replications, and costs more in all, is not taken")
  func dearerInAll() {
    var result = Sample.five()
    let costs = Array(repeating: (1.0, 0.5), count: 9) + [(1000.0, 1010.0)]
    result.strategies = [("naive", costs.map(\.0)), ("other", costs.map(\.1))].map { name, costs in
      Sample.strategy(
        name,
        cells: costs.map { Sample.cell(cost: $0, quality: 0.9, exact: 0, semantic: 0, p95: 3000) })
    }
    result.baseline = 0
    result.constraints = []
    #expect(result.estimate(.savingShare, of: result.strategies[1]).isSurelyPositive)
    #expect(result.estimate(.savingPerMonth, of: result.strategies[1]).mean < 0)
    #expect(Verdict(result).recommended?.name == "naive")
  }

  @Test("what may lie beyond a bound has its unit, and its price alone a name of its own")
  func unsure() throws {
    var result = Sample.five()
    result.strategies = zip(["naive", "other"], [900.0, 500]).map { name, cost in
      Sample.strategy(
        name,
        cells: [4800.0, 4900, 5000].map {
          var cell = Sample.cell(cost: cost, quality: 0.9, exact: 0, semantic: 0, p95: 3000)
          cell.metrics[.latencyP95] = $0
          return cell
        })
    }
    result.baseline = 0
    result.constraints = [Constraint(metric: .latencyP95, bound: 5000, isMaximum: true)]
    let words = VerdictText(result).sentences
    #expect(
      words.contains { $0.hasPrefix("Not certain: latency p95 4,900 ±250 ms may lie beyond 5") }, "\(words)")
    #expect(ErrorPrices(staleHit: 2).words == "a stale hit at $2.00")
    #expect(ErrorPrices(falseHit: 1, staleHit: 2).words == "a false hit at $1.00 and a stale one at $2.00")
  }

  @Test("the most frequent false hits stand in words")
  func falseHits() {
    #expect(
      Findings(Sample.five()).falseHits == [
        "Most frequent false hits of semantic (more are in false_hits.csv):",
        "245 x \"How do I cancel the basic plan?\" got the answer to \"How do I cancel the premium plan, \"now\"?\".",
      ])
    // Of a log, equal messages may be asked of two models.
    var result = Sample.five()
    for place in result.falseHits.indices {
      for row in result.falseHits[place].rows.indices {
        result.falseHits[place].rows[row].answered = result.falseHits[place].rows[row].asked
      }
    }
    #expect(
      Findings(result).falseHits.last
        == "245 x \"How do I cancel the basic plan?\" got the answer to the same message, asked of another model, behind "
        + "another prompt or with other settings.")
  }

  @Test(
    "a mean ends where its half-width ends",
    arguments: [
      (22_480.4, 130.2, "22,480 ±130"), (0.5, 0.0123, "0.500 ±0.012"), (1.0, .nan, "1.000"), (.nan, 1, "n/a"),
      (1_234_567, 9.6, "1,234,570 ±10"), (5, 0, "5 ±0"), (0.25, 0, "0.25 ±0"), (-3, 25, "-3 ±25"),
      (0, 0, "0 ±0"),
      (123_456_789, 0.001, "123,457,000 ±1,000"), (12.3, 99.6, "10 ±100"),
    ])
  func estimates(mean: Double, halfWidth: Double, expected: String) {
    #expect(NumberText.estimate(Estimate(mean: mean, halfWidth: halfWidth)) == expected)
  }

  @Test(
    "a share that is not nothing is not shown as nothing, and one that is not the whole not as the whole",
    arguments: [
      (0.0, "0 %"), (0.000_04, "0.004 %"), (4e-7, "0.00004 %"), (-4e-7, "-0.00004 %"), (1e-12, "0.00 %"),
      (0.0001, "0.01 %"), (0.012, "1.2 %"), (0.34, "34 %"), (0.9949, "99 %"), (0.995, "99.5 %"),
      (0.9996, "99.96 %"), (0.999_951, "100 %"), (1.0, "100 %"), (-0.997, "-99.7 %"), (1.2, "120 %"),
    ])
  func percent(share: Double, expected: String) {
    #expect(NumberText.percent(share) == expected)
  }

  @Test(
    "a count stands with its noun",
    arguments: [(0, "0 keys"), (1, "1 key"), (2, "2 keys"), (12_345, "12,345 keys")])
  func count(count: Int, expected: String) {
    #expect(NumberText.count(count, "key") == expected)
  }

  @Test(
    "numbers for data have ten significant digits",
    arguments: [
      (0.1 + 0.2, "0.3"), (1.0 / 3, "0.3333333333"), (123_456_789_012, "123456789000"), (1e-9, "1e-9"),
      (-0.0, "0"),
      (1e22, "1e22"), (1.5e300, "1.5e300"), (.infinity, ""), (.nan, ""), (0.999_999_999_99, "1"),
      (-12.5, "-12.5"),
      (0.000_012_5, "0.0000125"), (.leastNonzeroMagnitude, "5e-324"),
    ])
  func data(value: Double, expected: String) {
    #expect(NumberText.data(value) == expected)
  }

  @Test("a table of many rows takes as long as its cells are many")
  func longTable() {
    let rows = 0..<20_000
    let cells = rows.map { "\($0) of many" }
    let columns = (0..<5).map { TextBlock.Column(heading: "column \($0)", cells: cells) }
    let lines = TextBlock(names: TextBlock.Column(heading: "row", cells: cells), columns: columns)
      .lines(width: 80, style: TextStyle(isANSI: false))
    #expect(lines.count == 2 * (rows.count + 1) + 1)
    #expect(lines.allSatisfy { $0.displayWidth <= 80 })
  }

  @Test("the JSON holds every metric, raw names, and null for what has no meaning")
  func json() throws {
    var result = Sample.small
    result.strategies[1].name = "=cmd"
    let value = JSONNode(ReportJSON(result).value)
    let parsed = try JSONParser.parse(Array(value.text().utf8), what: "report")
    let strategy = try #require(parsed["strategies"]?.elements?[1])
    #expect(strategy["name"]?.string == "=cmd")
    for metric in result.metrics {
      #expect(strategy["metrics"]?[metric.rawValue]?["half_width"] != nil)
    }
    #expect(result.metrics.count >= Metric.allCases.count - 1 - Metric.spentOnly.count)
    #expect(strategy["metrics"]?["cost_usd_per_month"]?["mean"]?.number == 15_050)
    #expect(strategy["metrics"]?["retries"]?["mean"]?.value == .null)
    #expect(parsed["constraints"]?.elements?[0]["broken_by"]?.elements?.count == 2)
    #expect(JSONNode(ReportJSON(Sample.five()).value)["threshold_curve"] != nil)
  }
}

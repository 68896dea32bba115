import Simulation
import Testing

@testable import Decisions
@testable import Experiments
@testable import Metrics
@testable import Reporting

@Suite("Losses in words")
struct LossWordsTests {
  /// A strategy that costs 900 dollars and one that costs less, four replications each, whose cells are changed.
  private func pair(_ change: (inout [StrategyResult]) -> Void) -> RunResult {
    var result = Sample.five()
    result.strategies = zip(["naive", "other"], [900.0, 600]).map { name, cost in
      Sample.strategy(
        name,
        cells: (0..<4).map { _ in Sample.cell(cost: cost, quality: 0.9, exact: 0, semantic: 0, p95: 3000) })
    }
    result.baseline = 0
    change(&result.strategies)
    return result
  }

  @Test("that fewer requests are asked is told beside what they save")
  func fewerRequests() {
    let text = VerdictText(
      pair { strategies in
        for cell in strategies[1].cells.indices { strategies[1].cells[cell].metrics[.requests] = 42_240 }
      })
    #expect(text.headline.hasSuffix("a month; 12 % fewer requests"), "\(text.headline)")
    #expect(text.sentences[0].contains("at the price of 12 ±0 % fewer requests asked"), "\(text.sentences)")
    #expect(VerdictText(pair { _ in }).headline.hasSuffix("a month"))
  }

  @Test(
    "times that are longer beside the 95th percentile are told beside what is saved",
    arguments: [
      (Metric.latencyP50, "p50 +2.00 s", "2.00 s more at latency p50"),
      (.latencyP99, "p99 +2.00 s", "2.00 s more at latency p99"),
      (.firstTokenP95, "TTFT p95 +2.00 s", "2.00 s more to the first token at p95"),
      (.firstTokenP50, "TTFT p50 +2.00 s", "2.00 s more to the first token at p50"),
    ])
  func otherLatencies(metric: Metric, brief: String, long: String) {
    let text = VerdictText(
      pair { strategies in
        for (place, time) in [(0, 1000.0), (1, 3000)] {
          for cell in strategies[place].cells.indices { strategies[place].cells[cell].metrics[metric] = time }
        }
      })
    #expect(text.headline.hasSuffix("a month; \(brief)"), "\(text.headline)")
    #expect(text.sentences[0].hasSuffix("at the price of \(long)."), "\(text.sentences)")
  }

  @Test("a time is told beside the 95th percentile where it is longer by more than twice as much")
  func besideTail() {
    for (rise, isTold) in [(900.0, true), (1100, false)] {
      let text = VerdictText(
        pair { strategies in
          for (place, tail, median) in [(0, 4000.0, 1000.0), (1, 4000 + rise, 3000)] {
            for cell in strategies[place].cells.indices {
              strategies[place].cells[cell].metrics[.latencyP95] = tail
              strategies[place].cells[cell].metrics[.latencyP50] = median
            }
          }
        })
      #expect(text.headline.contains("; p95 +"), "\(text.headline)")
      #expect(text.headline.hasSuffix(", p50 +2.00 s") == isTold, "\(text.headline)")
    }
  }

  @Test("names stand on one line in a headline, whichever strategy is the one to take")
  func namesOfLines() {
    for baseline in [0, 1] {
      var result = pair { strategies in
        strategies[0].name = "old\none"
        strategies[1].name = "new\none"
      }
      result.baseline = baseline
      let text = VerdictText(result)
      for words in [text.headline, text.title] {
        #expect(words.contains("\\u{a}one") && !words.contains("\n"), "\(words)")
      }
    }
  }

  @Test("a title tells what is lost however long the names are, and tells alike ones apart")
  func longNames() {
    var result = pair { strategies in
      for cell in strategies[1].cells.indices {
        strategies[1].cells[cell].metrics[.quality] = 0.895
        strategies[1].cells[cell].metrics[.falseHitShare] = 0.001
      }
    }
    let long = "a name of a strategy that nobody would call short, since it has the settings "
    for place in result.strategies.indices {
      result.strategies[place].name = long + "in its middle as well \(place)"
    }
    let text = VerdictText(result)
    #expect(text.headline.contains(long))
    #expect(text.title.wrapped(to: ChartScript.titleWidth).count <= 2, "\(text.title)")
    #expect(text.title.hasSuffix("; quality -0.0050, 0.10 % false"), "\(text.title)")
    #expect(text.title.contains("well 0's $900") && text.title.contains("well 1 saves 33 %"), "\(text.title)")
    result.strategies[1].name = "short"
    result.strategies[0].name = "base"
    #expect(VerdictText(result).title == VerdictText(result).headline)
  }

  @Test("what costs the same is told with what it is worse in, and without chance where there is no interval")
  func worseEquals() throws {
    var result = pair { strategies in
      for cell in strategies[1].cells.indices {
        strategies[1].cells[cell] = Sample.cell(cost: 900, quality: 0.95, exact: 0, semantic: 0, p95: 3000)
        strategies[0].cells[cell].metrics[.latencyP95] = 3000
        strategies[1].cells[cell].metrics[.latencyP95] = 343_000
      }
    }
    let words = "as cheap as naive: other (quality +0.050, but 340 s more at latency p95)."
    let several = VerdictText(result).sentences
    #expect(several.contains("Within chance " + words), "\(several)")
    for place in result.strategies.indices {
      result.strategies[place].cells = Array(result.strategies[place].cells.prefix(1))
    }
    let alone = VerdictText(result).sentences
    #expect(alone.contains("As cheap as naive: other (340 s more at latency p95)."), "\(alone)")
  }

  @Test("of what costs the same, times beside the 95th percentile of the latency are told too")
  func otherTimesOfEquals() {
    for (slow, words) in [(1, "but 2.00 s more"), (0, "2.00 s less")] {
      let result = pair { strategies in
        for cell in strategies[1].cells.indices {
          strategies[1].cells[cell] = Sample.cell(
            cost: 900, quality: 0.95, exact: 0, semantic: 0, p95: 3000)
          for place in strategies.indices {
            strategies[place].cells[cell].metrics[.latencyP95] = 3000
            strategies[place].cells[cell].metrics[.latencyP50] = place == slow ? 3000 : 1000
          }
        }
      }
      let sentences = VerdictText(result).sentences
      let end = "other (quality +0.050, \(words) at latency p50)."
      #expect(sentences.contains { $0.hasSuffix(end) }, "\(sentences)")
    }
  }

  @Test("a loss beyond the defaults is told within chance too, if stated bounds are kept")
  func perhapsLost() {
    func text(_ qualities: [Double], _ rejected: [Double] = [0, 0, 0, 0]) -> VerdictText {
      var result = pair { strategies in
        for cell in strategies[1].cells.indices {
          strategies[1].cells[cell].metrics[.quality] = qualities[cell]
          for (place, share) in [(0, 0.0), (1, rejected[cell])] {
            strategies[place].cells[cell].metrics[.rejectedShare] = share
          }
        }
      }
      result.constraints = [
        Constraint(metric: .quality, bound: 0.1, isMaximum: false),
        Constraint(metric: .rejectedShare, bound: 0.9, isMaximum: true),
      ]
      return VerdictText(result)
    }
    let worse = text([0.92, 0.78, 0.92, 0.86])
    #expect(worse.headline.hasSuffix("a month; perhaps quality -0.030"), "\(worse.headline)")
    #expect(worse.sentences[0].contains("at the price of quality -0.03 "), "\(worse.sentences)")
    #expect(worse.sentences[0].hasSuffix(" (within chance)."), "\(worse.sentences)")
    // Less than the default allows is no finding, and what lies beyond chance is not doubted.
    #expect(text([0.92, 0.88, 0.92, 0.86]).headline.hasSuffix("a month"))
    #expect(text([0.87, 0.87, 0.87, 0.87]).headline.hasSuffix("a month; quality -0.030"))
    let refused = text([0.9, 0.9, 0.9, 0.9], [0, 0.04, 0, 0.04])
    #expect(refused.headline.hasSuffix("a month; perhaps 2.0 % more unanswered"), "\(refused.headline)")
  }

  @Test("each thing that has to hold is a clause of its own")
  func conditions() {
    let result = pair { strategies in
      for cell in strategies[1].cells.indices {
        strategies[1].cells[cell].metrics[.hitShare] = 0.2
        strategies[1].cells[cell].metrics[.unknownHitShare] = 0.1
        strategies[1].cells[cell].metrics[.staleHitShare] = .nan
      }
    }
    let words =
      "This holds only if all 10 ±0 % of requests that are unlabelled hits get a right answer, and if no answer of the "
      + "20 ±0 % hits had changed, which the log does not say."
    #expect(VerdictText(result).sentences[0].hasSuffix(words), "\(VerdictText(result).sentences)")
  }

  @Test("a saving that is small and sure is not shown as nothing")
  func smallSaving() {
    let result = pair { strategies in
      for cell in strategies[1].cells.indices {
        strategies[1].cells[cell] = Sample.cell(
          cost: 899.982, quality: 0.9, exact: 0, semantic: 0, p95: 3000)
      }
    }
    #expect(
      VerdictText(result).sentences[0]
        == "Verdict: other, $899.982 a month instead of naive's $900.000; saves 0.002 %.",
      "\(VerdictText(result).sentences)")
  }

  @Test("a name of several lines stays in one where it costs less within chance")
  func nameOfLines() {
    var result = pair { strategies in
      for (cell, cost) in zip(strategies[1].cells.indices, [180.0, 1350, 270, 1260]) {
        strategies[1].cells[cell] = Sample.cell(cost: cost, quality: 0.9, exact: 0, semantic: 0, p95: 3000)
      }
    }
    result.strategies[1].name = "two\nlines"
    let words = VerdictText(result).sentences
    #expect(words[0].contains("what costs less (two\\u{a}lines)"), "\(words)")
    #expect(!words.contains { $0.contains("\n") })
  }

  @Test("beside a bar, and of what is ruled out, a saving within chance is said to be so")
  func savingWithinChance() {
    func text(_ costs: [Double], quality: Double = 0.9) -> VerdictText {
      VerdictText(
        pair { strategies in
          for (cell, cost) in zip(strategies[1].cells.indices, costs) {
            strategies[1].cells[cell] = Sample.cell(
              cost: cost, quality: quality, exact: 0, semantic: 0, p95: 3000)
          }
        })
    }
    let noisy = [180.0, 1350, 270, 1260]
    #expect(text(noisy).label(of: 1) == ", saves 15 % within chance")
    #expect(text(noisy.map { $0 + 300 }).label(of: 1) == ", 18 % more within chance")
    #expect(text([450, 451, 449, 450]).label(of: 1) == ", saves 50 %")
    let out = text(noisy, quality: 0.5).sentences
    #expect(out[1].hasPrefix("Ruled out: other would save 15 % within chance, but has"), "\(out)")
  }

  @Test("a time that may lie beyond its bound is told in the unit of the bound")
  func unsureTime() {
    var result = pair { strategies in
      for (cell, time) in zip(strategies[1].cells.indices, [7000.0, 8000, 7300, 8500]) {
        strategies[1].cells[cell].metrics[.latencyP99] = time
      }
    }
    result.constraints = [Constraint(metric: .latencyP99, bound: 8500, isMaximum: true)]
    let words = "Not certain: latency p99 7,700 ±1,100 ms may lie beyond 8,500 ms."
    #expect(VerdictText(result).sentences.contains(words), "\(VerdictText(result).sentences)")
  }

  @Test("that a month has more requests under a dearer strategy is told, since dollars do not compare then")
  func unequalRequests() {
    func sentences(_ requests: Double, cost: Double) -> [String] {
      VerdictText(
        pair { strategies in
          for cell in strategies[1].cells.indices {
            strategies[1].cells[cell] = Sample.cell(
              cost: cost, quality: 0.9, exact: 0, semantic: 0, p95: 3000)
            strategies[1].cells[cell].metrics[.requests] = requests
          }
        }
      ).sentences
    }
    let words = "Months differ in requests, since conversations wait for their answers: "
    let more = sentences(55_200, cost: 1000)
    #expect(more[0].hasPrefix("Verdict: stay with naive"), "\(more)")
    #expect(more.contains(words + "15 % more with other, beside naive."), "\(more)")
    let fewer = sentences(42_240, cost: 600)
    #expect(fewer.contains(words + "12 % fewer with other, beside naive."), "\(fewer)")
    #expect(!sentences(48_100, cost: 600).contains { $0.hasPrefix(words) })
  }

  @Test("a rise that breaks its bound reads as one")
  func rise() {
    let text = VerdictText(
      pair { strategies in
        for (place, share) in [(0, 0.0), (1, 0.22)] {
          for cell in strategies[place].cells.indices {
            strategies[place].cells[cell].metrics[.rejectedShare] = share
          }
        }
      })
    let words =
      "Ruled out: other would save 33 %, but has a rise in requests without an answer of 22 % (at most 0.5 %)."
    #expect(text.sentences.contains(words), "\(text.sentences)")
  }

  @Test("what goes to a cheaper model has a column, in the table of a sweep too, where any does")
  func throttledColumn() {
    func text(_ throttled: Double) -> String {
      var result = pair { strategies in
        for (place, share) in [(0, 0.0), (1, throttled)] {
          for cell in strategies[place].cells.indices {
            strategies[place].cells[cell].metrics[.throttledShare] = share
          }
        }
      }
      result.sweep = SweepResult(
        strategy: "other", axes: ["budget.monthly_usd"],
        rows: [(values: ["600"], result: result.strategies[1])])
      return Report(result).text
    }
    #expect(text(0.2).split(separator: "throttled %").count == 3, "\(text(0.2))")
    #expect(!text(0).contains("throttled %"))
  }
}

import Testing

@testable import Decisions

@Suite("the search for a root")
struct RootSearchTests {
  /// The trials that a search takes, and the range that it leaves.
  private func search(
    _ function: (Double) -> Double, _ range: ClosedRange<Double>, fineness: Double
  ) -> (trials: Int, low: Double, high: Double) {
    var low = (place: range.lowerBound, gap: function(range.lowerBound))
    var high = (place: range.upperBound, gap: function(range.upperBound))
    var search = RootSearch(high.place - low.place, fineness: fineness)
    var trials = 0
    while high.place - low.place > fineness && trials < 200 {
      let place = search.next(low, high)
      let gap = function(place)
      if gap * low.gap <= 0 { high = (place, gap) } else { low = (place, gap) }
      trials += 1
    }
    return (trials, low.place, high.place)
  }

  @Test(
    "whatever the function, the root lies in what is left, after one trial more than halving takes at most",
    arguments: [0.0001, 0.003, 0.25, 0.5, 0.777, 0.9999])
  func bound(root: Double) {
    let functions: [(Double) -> Double] = [
      { $0 - root }, { $0 < root ? -1 : 1 }, { $0 < root ? 1 : -1e-9 },
      { ($0 - root) * ($0 - root) * ($0 - root) },
      { root * root * root * root - $0 * $0 * $0 * $0 }, { $0 < root ? -1e9 : $0 - root },
    ]
    for fineness in [0.5, 0.1, 0.0025, 1e-6] {
      var halvings = 0
      var width = 1.0
      while width > fineness {
        width /= 2
        halvings += 1
      }
      for function in functions {
        let found = search(function, 0...1, fineness: fineness)
        #expect(found.low <= root && root <= found.high && found.high - found.low <= fineness)
        #expect(found.trials <= halvings + 1)
      }
    }
  }

  @Test("a smooth function takes about half of the trials of halving")
  func smooth() {
    var trials = 0
    for place in 1..<100 {
      let root = Double(place) / 100
      trials += search({ $0 / (1 + $0) - root / (1 + root) }, 0...1, fineness: 0.0025).trials
    }
    // Halving takes nine each.
    #expect(trials < 99 * 5, "\(trials)")
  }
}

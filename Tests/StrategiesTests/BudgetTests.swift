import Simulation
import TestSupport
import Testing
import Traffic

@testable import Strategies

@Suite("Budgets of users, tiers and teams")
struct BudgetTests {
  @Test("what a router has sent to a cheaper model stays there when the budget is throttled")
  func cheaperRoute() throws {
    var rig = Rig()
    rig.span = .hours(720)
    for call in 0..<10 { rig.ask(call, at: Double(call) * 10, tokens: 1000, output: 500) }
    func run(_ route: String) throws -> Gateway {
      try rig.run(
        """
        {"use": "router", "classifier": {"kind": "fixed"},
         "routes": {"simple": "\(route)", "medium": "\(route)", "complex": "\(route)"}}
        """,
        #"{"use": "budget", "monthly_usd": 0.001, "throttle": 0.01, "stop": 1000, "throttle_to": "gpt-4o-mini"}"#
      )
    }
    let gateway = try run("gpt-4.1-nano")
    #expect(gateway.modelNames.allSatisfy { $0 == "gpt-4.1-nano" })
    #expect(gateway.layers[1].statistics[.throttles] == 0)
    #expect(try run("gpt-4o").modelNames.last == "gpt-4o-mini")
  }

  @Test("each threshold fires once and in order, however large the steps are")
  func meter() {
    var jump = BudgetMeter(levels: [70, 85, 95])
    #expect(Array(jump.book(500)) == [0, 1, 2])
    #expect(jump.book(500).isEmpty)
    var random = SplitMix(state: 8)
    for _ in 0..<500 {
      var meter = BudgetMeter(levels: [70, 85, 95])
      var spent: Int128 = 0
      var fired: [Int] = []
      for _ in 0..<30 {
        let amount = Int128(Int.random(in: 0...40, using: &random))
        let before = spent
        spent += amount
        let expected = (0..<3).filter { [70, 85, 95][$0] > before && [70, 85, 95][$0] <= spent }
        let new = Array(meter.book(amount))
        #expect(new == expected)
        fired += new
      }
      #expect(fired == Array([0, 1, 2].prefix(fired.count)))
      #expect(meter.spent == spent)
    }
  }

  @Test("a new period makes the budget whole, and its thresholds may fire again")
  func periods() {
    var meter = BudgetMeter(levels: [10, 20])
    #expect(Array(meter.book(15)) == [0])
    meter.open(period: 1)
    #expect(meter.spentInPeriod == 0 && meter.spent == 15)
    #expect(Array(meter.book(25)) == [0, 1])
    meter.open(period: 1)
    #expect(meter.book(1).isEmpty && meter.spentInPeriod == 26)
  }

  /// Requests of $0.00075 each against a budget of $0.001 for a month: above 70 % after the first, above 95 % after the
  /// second, whose answer comes a second after it was asked.
  private func rig() -> Rig {
    var rig = Rig()
    for (place, user) in [0, 1, 0, 2, 1, 0, 3, 0].enumerated() {
      rig.ask(place, at: Double(place) * 10, user: UInt32(user))
    }
    return rig
  }

  private func layer(_ rest: String) -> String {
    "{\"use\": \"budget\", \"monthly_usd\": 0.001, \"period\": \"month\"\(rest)}"
  }

  @Test("a user who has spent a budget stops nobody else")
  func users() throws {
    let gateway = try rig().run(layer(", \"per\": \"user\""))
    #expect(
      gateway.kinds == [
        "served", "served", "served", "served", "served", "rejected", "served", "rejected",
      ])
    let counts = gateway.layers[0].statistics
    // Users 0 and 1 pass all three thresholds, users 2 and 3 the first.
    #expect(counts[.alerts] == 8)
    #expect(counts[.warnings] == 4 && counts[.rejections] == 2)
  }

  @Test("the users of a team share a budget")
  func teams() throws {
    let gateway = try rig().run(layer(", \"per\": \"team\", \"users_per_team\": 2"))
    #expect(
      gateway.kinds == [
        "served", "served", "rejected", "served", "rejected", "rejected", "served", "rejected",
      ])
    #expect(gateway.layers[0].statistics[.alerts] == 6)
  }

  @Test("teams are those of the recording where it names any, and rows without share one")
  func recordedTeams() throws {
    var rig = Rig()
    for place in 0..<8 { rig.ask(place, at: Double(place) * 10, user: UInt32(place)) }
    for (place, team) in [5, 5, nil, 5, 6, nil, nil, 6].enumerated() {
      rig.stream.recorded.team.append(team.map { UInt32($0) }, at: place)
    }
    let gateway = try rig.run(layer(", \"per\": \"team\""))
    // Two requests use a budget up.
    #expect(
      gateway.kinds == [
        "served", "served", "served", "rejected", "served", "served", "rejected", "served",
      ])
    let stated = try rig.run(layer(", \"per\": \"team\", \"users_per_team\": 1"))
    #expect(stated.kinds.allSatisfy { $0 == "served" })
    let plan = try Rig.plan(layer(", \"per\": \"team\""), rig.catalog)
    #expect(plan.assumptions(for: rig.stream) == [])
    #expect(
      plan.assumptions(for: QueryStream(name: "x")) == [
        "teams of 10 users each, in the order of their numbers (users_per_team)"
      ])
  }

  @Test("a category has a budget of its own")
  func categories() throws {
    var rig = Rig()
    for (place, difficulty) in [Difficulty.complex, .complex, .simple, .complex, .simple].enumerated() {
      var marks: RequestMarks = .temperatureZero
      marks.difficulty = difficulty
      rig.ask(place, at: Double(place) * 10, marks: marks)
    }
    let gateway = try rig.run(layer(", \"per\": \"category\""))
    // Two requests use a budget up.
    #expect(gateway.kinds == ["served", "served", "served", "rejected", "served"])
  }

  @Test("a tier has a budget of its own")
  func tiers() throws {
    var rig = Rig()
    for place in 0..<6 {
      var marks: RequestMarks = .temperatureZero
      marks.tier = place == 5 ? 1 : 0
      rig.ask(place, at: Double(place) * 10, marks: marks)
    }
    let gateway = try rig.run(layer(", \"per\": \"tier\""))
    #expect(gateway.kinds == ["served", "served", "rejected", "rejected", "rejected", "served"])
  }

  @Test("with a month as period the budget is whole again after 720 hours")
  func months() throws {
    for subject in ["", ", \"per\": \"everyone\"", ", \"per\": \"user\""] {
      var rig = Rig()
      for (place, hour) in [0, 1, 2, 719, 720, 721, 722].enumerated() {
        rig.ask(place, at: Double(hour) * 3600)
      }
      let gateway = try rig.run(layer(subject))
      #expect(
        gateway.kinds == ["served", "served", "rejected", "rejected", "served", "served", "rejected"],
        "\(subject)")
      #expect(gateway.layers[0].statistics[.alerts] == (subject.isEmpty ? 0 : 6))
    }
  }

  @Test("one budget for everyone decides as one that names no subject")
  func everyone() throws {
    var rig = Rig()
    for place in 0..<200 { rig.ask(place % 90, at: Double(place) * 0.7, user: UInt32(place % 5)) }
    let budget = "\"use\": \"budget\", \"monthly_usd\": 800, \"throttle_to\": \"gpt-4o-mini\", \"stop\": 0.9"
    let plain = try rig.run("{\"use\": \"exact_cache\"}", "{\(budget)}")
    let named = try rig.run("{\"use\": \"exact_cache\"}", "{\(budget), \"per\": \"everyone\"}")
    #expect(plain.kinds == named.kinds && plain.outcomes.cost == named.outcomes.cost)
    #expect(plain.kinds.contains("rejected") && plain.modelNames.contains("gpt-4o-mini"))
    #expect(plain.layers[1].statistics[.alerts] == 0 && named.layers[1].statistics[.alerts] == 3)
  }
}

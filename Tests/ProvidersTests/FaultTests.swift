import Simulation
import Testing

@testable import Providers

@Suite("Slow-downs, storms, timeouts and the budget of retries")
struct FaultTests {
  private func call(_ request: Int, attempt: Int = 0) -> ProviderCall {
    ProviderCall(
      request: request, model: 0, attempt: attempt, systemTokens: 0, contextTokens: 0, userTokens: 1000,
      outputTokens: 100)
  }

  private func provider(
    _ retry: RetryPolicy = RetryPolicy(), _ change: (inout FaultProfile) -> Void = { _ in }
  )
    -> Provider
  {
    var faults = FaultProfile()
    change(&faults)
    return Provider(TestCatalog.make(faults: faults, retry: retry), seed: 4, replication: 0)
  }

  @Test("a call that goes out in a slow-down takes a factor longer, and of two the greater counts")
  func slowDown() throws {
    var provider = provider {
      $0.slowDowns = [
        .init(start: .seconds(10), end: .seconds(30), factor: 3),
        .init(start: .seconds(20), end: .seconds(40), factor: 5),
      ]
    }
    var seconds: [Double] = []
    for time in [0, 10, 20, 30, 40.0] {
      seconds.append(try answered(&provider, call(0), at: time).latency.seconds)
    }
    #expect(seconds == [2, 6, 10, 10, 2])
  }

  @Test("a storm refuses its share of the calls, bills nothing and tells when to come back")
  func storm() {
    var provider = provider {
      $0.storms = [.init(start: .seconds(5), end: .seconds(10), share: 0.4, retryAfter: .seconds(7))]
    }
    func limited(at time: VirtualTime) -> Int {
      (0..<5000).count { request in
        guard case .limited(let wait) = provider.answer(call(request), at: time) else { return false }
        return wait == .seconds(7)
      }
    }
    let last = VirtualTime(nanoseconds: 1)
    #expect(limited(at: .seconds(5) - last) == 0)
    let refused = limited(at: .seconds(5))
    #expect(abs(refused - 2000) < 140)
    #expect(limited(at: .seconds(10)) == 0)
    #expect(provider.limitedCalls == refused)
    #expect(provider.invoice == Int128(15_000 - refused) * Int128(1000 * 2_500_000 + 100 * 10_000_000))
  }

  @Test("a call at the end of all time ends, whatever storms came before")
  func endOfTime() {
    var provider = provider {
      $0.stormProcess = .init(meanGap: 360, meanLength: 6, share: 1, retryAfter: .seconds(20))
    }
    for time in [VirtualTime.never, VirtualTime(nanoseconds: 1 << 62)] {
      if case .limited = provider.answer(call(0), at: time) { Issue.record("a storm at \(time)") }
    }
  }

  @Test("storms at random last their part of the time, and are the same whoever calls")
  func process() {
    let process = FaultProfile.StormProcess(
      meanGap: 300, meanLength: 100, share: 1, retryAfter: .seconds(20))
    func states(step: Int) -> [Int: Bool] {
      var provider = provider { $0.stormProcess = process }
      var states: [Int: Bool] = [:]
      for second in stride(from: 0, to: 400_000, by: step) {
        if case .limited = provider.answer(call(second), at: .seconds(Double(second))) {
          states[second] = true
        } else {
          states[second] = false
        }
      }
      return states
    }
    let often = states(step: 10)
    let share = Double(often.values.count { $0 }) / Double(often.count)
    // A thousand cycles: the share of storms is 1/4 with a standard deviation of about .0084.
    #expect(abs(share - 0.25) < 0.034)
    for (second, isStorm) in states(step: 70) where second % 10 == 0 { #expect(often[second] == isStorm) }
    #expect(often[0] == false)
  }

  @Test(
    "a late answer is a failure at the timeout, billed as stated",
    arguments: [
      (CancellationBilling.whole, 3_500_000_000), (.started, 3_000_000_000), (.nothing, 0),
    ])
  func timeout(_ billing: CancellationBilling, _ picodollars: Int) {
    var policy = RetryPolicy()
    // The first token comes after 1 s, the last of 100 after 2 s; half of them are there after 1.5 s.
    policy.timeout = .seconds(1.5)
    policy.timeoutBilling = billing
    var provider = provider(policy)
    guard case .failed(let latency, let cost) = provider.answer(call(0), at: .zero) else {
      Issue.record("the call was answered")
      return
    }
    #expect(latency == .seconds(1.5) && cost == Money(picodollars: Int64(picodollars)))
    #expect(provider.invoice == Int128(picodollars) && provider.failedCalls == 1)
    policy.timeout = .seconds(2)
    var patient = self.provider(policy)
    guard case .answered = patient.answer(call(0), at: .zero) else {
      Issue.record("an answer in time counts")
      return
    }
  }

  @Test("a budget of retries grants no more than its share of first tries")
  func retryBudget() {
    var policy = RetryPolicy(retries: 5)
    policy.budgetShare = 0.1
    var provider = provider(policy)
    var granted = 0
    for request in 0..<1005 {
      _ = provider.answer(call(request), at: .zero)
      for attempt in 0..<3 where provider.mayRetry(call(request, attempt: attempt)) {
        provider.takeRetry(call(request, attempt: attempt))
        granted += 1
        // A retry is no first try.
        _ = provider.answer(call(request, attempt: attempt + 1), at: .zero)
      }
      #expect(Double(granted) <= 0.1 * Double(request + 1))
    }
    #expect(granted == 100)
  }
}

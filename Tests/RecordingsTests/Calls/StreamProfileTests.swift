import Simulation
import Testing

@testable import Traffic

@Suite("Profile of a stream")
struct StreamProfileTests {
  @Test("a steady stream has no variation and no dispersion")
  func steady() {
    var stream = QueryStream(name: "steady")
    for index in 0..<1200 {
      stream.append(
        Request(
          arrival: VirtualTime(nanoseconds: Int64(index) * 500_000_000), prompt: UInt32(index % 300),
          intent: 0,
          user: UInt32(index % 20), systemTokens: 1, contextTokens: 2, userTokens: 3,
          outputTokens: UInt32(index)))
    }
    stream.end = .seconds(600)
    let profile = stream.profile()
    #expect(profile.requests == 1200)
    #expect(profile.meanRate == 2)
    #expect(profile.peakMinuteRate == 2)
    #expect(profile.interarrivalVariation == 0)
    #expect(profile.dispersion.map(\.index) == [0, 0, 0])
    #expect(profile.input.sum == 7200)
    #expect(profile.output.p50 == 599.5)
    #expect(profile.distinctPrompts == 300)
    #expect(profile.repeatedShare == 0.75)
    #expect(profile.distinctIntents == 1)
    #expect(profile.distinctUsers == 20)
    #expect(profile.topUsersShare == 0.5)
    #expect(profile.prefix == nil)
  }

  @Test("dispersion agrees with a plain count, empty windows among them")
  func dispersion() {
    var stream = QueryStream(name: "bursts")
    var counts = [Int](repeating: 0, count: 97)
    for (second, burst) in [(0, 3), (1, 1), (40, 7), (95, 2), (96, 5)] {
      for _ in 0..<burst {
        stream.append(Request(arrival: .seconds(Double(second) + 0.25), prompt: 0, intent: 0))
      }
      counts[second] = burst
    }
    stream.end = .seconds(97)
    for (seconds, index) in stream.profile().dispersion {
      let whole = (0..<(97 / seconds)).map { counts[($0 * seconds)..<(($0 + 1) * seconds)].reduce(0, +) }
      let mean = Double(whole.reduce(0, +)) / Double(whole.count)
      let variance =
        whole.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(whole.count)
      if whole.count > 1 { #expect(abs(index - variance / mean) < 1e-12) } else { #expect(index.isNaN) }
    }
    #expect(stream.profile().peakMinuteRate == 11.0 / 60)
  }

  @Test("rows and JSON print every figure once, with n/a and null for what does not exist")
  func output() throws {
    let stream = try read("prompt,timestamp\nx,0\nx,1\ny,bad\n") { $0.skipBad = 1 }
    let profile = stream.profile()
    let rows = profile.rows
    #expect(Set(rows.map(\.name)).count == rows.count)
    #expect(rows.first { $0.name == "repeated prompts" }?.value == "50.00 %")
    #expect(rows.first { $0.name == "mean rate" }?.value == "2.000 /s")
    #expect(rows.first { $0.name == "index of dispersion, 60 s" }?.value == "n/a")
    #expect(rows.first { $0.name == "rows dropped: bad timestamp" }?.value == "1")
    let text = profile.json.text(indent: nil)
    #expect(text.contains("\"dispersion_60s\":null"))
    #expect(text.contains("\"dropped_rows\":{\"bad timestamp\":1}"))
  }

  @Test("calls without their messages have no blocks between those that have, whatever their order")
  func someBlocks() throws {
    let full =
      #", "messages": [{"role": "system", "content": "be brief"}, {"role": "user", "content": "why"}]"#
    func call(_ time: Int, _ rest: String) -> String {
      #"{"call_type": "completion", "spend": 0, "startTime": \#(time), "prompt_tokens": 9, "completion_tokens": 2, "model": "m""#
        + rest + "}\n"
    }
    for order in [["", full, ""], [full, "", full]] {
      for times in [[10, 20, 30], [30, 20, 10]] {
        let text = zip(times, order).map { call($0, $1) }.joined()
        let stream = try read(text, format: "litellm")
        let blocks = try #require(stream.prefixBlocks)
        let counts = zip(blocks.offsets, blocks.offsets.dropFirst()).map { $1 - $0 }
        let expected = order.map { $0.isEmpty ? 0 : 2 }
        #expect(counts == (times[0] < times[2] ? expected : expected.reversed()))
        #expect(stream.profile().prefix?.uniqueBlocks == 2)
      }
    }
  }
}

import Simulation
import Testing

@testable import Recordings
@testable import Traffic

/// Sessions of synthetic streams.
@Suite("Synthetic sessions")
struct SessionGeneratorTests {
  private func workload(_ change: (inout SessionModel) -> Void = { _ in }) -> SyntheticWorkload {
    var model = SessionModel()
    model.turns = Lognormal(median: 12, p95: 40)
    model.prompts = 3
    model.toolListTokens = 9000
    model.toolShare = 0.8
    model.subagentShare = 0.1
    model.compactAt = 40_000
    change(&model)
    var workload = SyntheticWorkload()
    workload.users = 50
    workload.systemTokens = 1500
    workload.sessions = model
    workload.arrivals = ArrivalProcess(rate: 0.05)
    return workload
  }

  private func stream(_ change: (inout SessionModel) -> Void = { _ in }) -> QueryStream {
    workload(change).stream(until: .seconds(20_000), seed: 7, replication: 0)
  }

  private func prompt(_ stream: QueryStream, _ request: Int) throws -> [UInt32] {
    let blocks = try #require(stream.prefixBlocks)
    return blocks.places(of: request).map { blocks.ids[$0] }
  }

  @Test("arrivals are in order, predecessors lie before, and blocks add up to the input")
  func sound() throws {
    let stream = stream()
    #expect(stream.count > 5000)
    #expect(zip(stream.arrival, stream.arrival.dropFirst()).allSatisfy { $0 <= $1 })
    let blocks = try #require(stream.prefixBlocks)
    for request in 0..<stream.count {
      let predecessors = stream.predecessors(of: request)
      #expect(predecessors.allSatisfy { $0 < request && stream.session[$0] == stream.session[request] })
      #expect(stream.think[request] >= 0 || predecessors.isEmpty)
      #expect(
        blocks.places(of: request).reduce(0) { $0 + blocks.tokens(at: $1) } == stream.inputTokens(request))
    }
    #expect(Set(stream.session).count == stream.sessionCount)
    #expect(!stream.joins.isEmpty)
  }

  @Test("a prompt holds the one before it, until its context is compacted")
  func growth() throws {
    let stream = stream()
    var (kept, compacted) = (0, 0)
    for request in 0..<stream.count {
      guard let predecessor = stream.predecessor(of: request) else { continue }
      let (own, before) = (try prompt(stream, request), try prompt(stream, predecessor))
      if own.starts(with: before) {
        kept += 1
        #expect(
          stream.inputTokens(request) > stream.inputTokens(predecessor)
            + Int(stream.outputTokens[predecessor]))
      } else if own.count == 4 {
        #expect(stream.inputTokens(predecessor) > 40_000)
        compacted += 1
        #expect(Array(own.prefix(2)) == Array(before.prefix(2)))
      } else {
        // A sub-agent's first turn.
        #expect(own.count == 3)
      }
    }
    #expect(kept > 3000 && compacted > 20)
  }

  @Test("system prompts and tool lists are shared by those who have the same")
  func shared() throws {
    let stream = stream { $0.subagentShare = 0 }
    var first: [UInt32: [UInt32]] = [:]
    for request in 0..<stream.count {
      let head = try prompt(stream, request).prefix(2)
      #expect(first[stream.systemPrompt[request], default: Array(head)] == Array(head))
      first[stream.systemPrompt[request]] = Array(head)
    }
    #expect(first.count == 3)
  }

  @Test("documents before the first message are shared across users, those behind it are not")
  func documents() throws {
    func reuse(_ place: RetrievedDocuments.Place) throws -> (within: Double, across: Double) {
      let stream = stream {
        $0.turns = Lognormal(median: 1, p95: 1)
        $0.subagentShare = 0
        $0.toolListTokens = 0
        $0.prompts = 1
        $0.documents = RetrievedDocuments()
        $0.documents?.count = 20
        $0.documents?.perMessage = 1
        $0.documents?.place = place
      }
      let sessions = try #require(stream.profile().sessions)
      return (sessions.withinShare, sessions.acrossShare)
    }
    let (before, behind) = (try reuse(.before), try reuse(.behind))
    #expect(before.within == 0 && behind.within == 0)
    #expect(before.across > behind.across + 0.1)
  }

  @Test("a share of the sessions is resumed after hours")
  func pauses() throws {
    let stream = stream {
      $0.toolShare = 0
      $0.pauseShare = 0.1
      $0.turns = Lognormal(median: 30, p95: 30)
    }
    let thinks = stream.think.filter { $0 >= 0 }
    let long = thinks.count { $0 > 3_600_000_000_000 }
    // Those that come behind the end of the stream are not in it.
    #expect(long > 0 && Double(long) < 0.1 * Double(thinks.count))
  }

  @Test("a closed loop keeps what is planned later and may come sooner, and nothing that cannot come")
  func closed() throws {
    var workload = workload()
    let open = workload.stream(until: .seconds(20_000), seed: 7, replication: 0)
    workload.isClosedLoop = true
    let closed = workload.stream(until: .seconds(20_000), seed: 7, replication: 0)
    #expect(closed.isClosedLoop && closed.arrivalLimit == .seconds(20_000))
    #expect(closed.count > open.count)
    #expect(open.arrival.allSatisfy { $0 < .seconds(20_000) })
    #expect(closed.arrival.prefix(100) == open.arrival.prefix(100))
  }

  @Test("a turn takes at most 96 bytes, with its conversation and its prompt")
  func bytes() throws {
    let stream = stream()
    let blocks = try #require(stream.prefixBlocks)
    let bytes =
      stream.count * (QueryStream.bytesPerRequest + QueryStream.bytesPerTurn + 8)
      + 8 * (blocks.ids.count + stream.joins.count)
    #expect(bytes <= 96 * stream.count, "\(Double(bytes) / Double(stream.count))")
  }

  @Test("another replication is another world, the same one is the same")
  func replications() {
    let workload = workload()
    let one = workload.stream(until: .seconds(5000), seed: 7, replication: 0)
    let same = workload.stream(until: .seconds(5000), seed: 7, replication: 0)
    let other = workload.stream(until: .seconds(5000), seed: 7, replication: 1)
    #expect(one.arrival == same.arrival && one.userTokens == same.userTokens)
    #expect(one.userTokens != other.userTokens)
  }
}

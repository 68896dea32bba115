import TestSupport
import Testing

@testable import Simulation

@Suite("Event queue")
struct EventQueueTests {
  @Test("events come in the order of time, then of scheduling", arguments: 0..<60)
  func sortedReference(_ seed: Int) {
    var random = SplitMix(state: UInt64(seed))
    let times = [1, 3, 50, 100_000][seed % 4]
    var queue = EventQueue<Int32>()
    var reference: [(time: Int64, number: Int32)] = []
    var number: Int32 = 0
    var clock: Int64 = 0
    for _ in 0..<2000 {
      if Int.random(in: 0..<5, using: &random) < 3 {
        let time = clock + Int64.random(in: 0...Int64(times), using: &random)
        queue.schedule(number, at: VirtualTime(nanoseconds: time))
        reference.append((time, number))
        number += 1
      } else {
        let place = reference.indices.min {
          (reference[$0].time, reference[$0].number) < (reference[$1].time, reference[$1].number)
        }
        let next = queue.next()
        #expect(next?.payload == place.map { reference[$0].number })
        #expect(next?.time.nanoseconds == place.map { reference[$0].time })
        if let place { clock = reference.remove(at: place).time }
      }
      let isSame = queue.count == reference.count && queue.isEmpty == reference.isEmpty
      #expect(isSame)
    }
    var rest: [Int32] = []
    while let next = queue.next() { rest.append(next.payload) }
    #expect(rest == reference.sorted { ($0.time, $0.number) < ($1.time, $1.number) }.map(\.number))
  }

  @Test("of events at the same time the one scheduled first comes first")
  func ties() {
    var queue = EventQueue<Int>()
    for payload in 0..<1000 { queue.schedule(payload, at: .seconds(5)) }
    var order: [Int] = []
    while let next = queue.next() { order.append(next.payload) }
    #expect(order == Array(0..<1000))
  }

  @Test("an empty queue has nothing next")
  func empty() {
    var queue = EventQueue<Int>()
    let time = queue.nextTime
    #expect(time == .never)
    let next = queue.next()
    #expect(next == nil)
    queue.schedule(1, at: .zero)
    let following = queue.nextTime
    #expect(following == .zero)
  }
}

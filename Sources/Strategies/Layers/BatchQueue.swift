import Declarations
import Simulation

/// Article 003's priorities: high ones go alone at once, normal ones join a forming window, low ones wait in a queue.
///
/// One worker sends windows and queue, and crashes at stated times. With the `persistent` store a request is written
/// down before it waits and struck out when its answer is there: after its restart the worker sends all again that are
/// not struck out, so that no request is lost and, since each is struck out once, none is answered twice; calls that
/// the crash cut off are billed and made again. With the store in `memory` everything that waits is refused and what
/// is under way fails, and so is what comes before the restart. High priorities do not need the worker.
struct BatchQueue: LayerPlan {
  let window: VirtualTime
  let queueTime: VirtualTime
  let maximumSize: Int
  let instructionTokens: Int
  let qualityFactor: Double
  let isPersistent: Bool
  let crashes: [VirtualTime]
  let restart: VirtualTime

  static let declaration = LayerDeclaration(
    "batch_queue",
    "batches by priority: high alone, normal in a window, low in a queue that survives a crash",
    sampling: .never("requests that arrive together share a call, and in a sample fewer do"),
    fields: [
      Field("window_ms", .positive, default: 500, "time from the first normal prompt to the call"),
      Field("queue_s", .positive, default: 60, "time from the first low prompt in the queue to the call"),
      Field(
        "max_size", .integer(minimum: 1, maximum: 100_000), default: 20,
        "prompts at which a call goes out at once, and most in one"),
      Field(
        "instruction_tokens", .integer(minimum: 0, maximum: 1_000_000), default: 40,
        "tokens that a shared prompt adds to say how to answer"),
      Field("quality_factor", .share, default: 1, "quality in a shared prompt over quality alone"),
      Field(
        "store", .choice(["persistent", "memory"]), default: "persistent",
        "whether what waits survives a crash"),
      Field(
        "crashes_h", .list(.nonNegative, minimum: 0), default: [],
        "when the worker crashes, hours from the start of the warm-up"),
      Field("restart_s", .positive, default: 30, "time from a crash to the restart"),
    ], counters: [.bypasses, .held, .resends, .lost, .rejections]
  ) { settings, _ throws(Diagnostic) in
    BatchQueue(
      window: .milliseconds(settings.number("window_ms")), queueTime: .seconds(settings.number("queue_s")),
      maximumSize: settings.integer("max_size"), instructionTokens: settings.integer("instruction_tokens"),
      qualityFactor: settings.number("quality_factor"),
      isPersistent: settings.string("store") == "persistent",
      crashes: settings.numbers("crashes_h").map { .hours($0) }.sorted(),
      restart: .seconds(settings.number("restart_s")))
  }

  var greatestCharge: LayerCharge {
    LayerCharge(members: maximumSize, callTokens: instructionTokens, calls: 1 + crashes.count)
  }

  func makeLayer(in setting: LayerSetting) -> Layer { BatchQueueLayer(self) }
}

private final class BatchQueueLayer: Layer {
  /// What a wake-up is for; its number stands behind it.
  private enum Alarm {
    static let window: UInt32 = 0
    static let queue: UInt32 = 1 << 30
    static let crash: UInt32 = 2 << 30
    static let restart: UInt32 = 3 << 30
    static let kinds: UInt32 = 3 << 30
  }

  /// Requests that wait, with the number of their next sending: an alarm for another one is stale.
  private struct Line {
    var requests: [UInt32] = []
    var number: UInt32 = 0
  }

  private let plan: BatchQueue
  private var window = Line()
  private var queue = Line()
  /// Requests that were sent and are not struck out.
  private var sent: Set<Int> = []
  /// Those of them whose calls a crash cut off.
  private var cut: [Int] = []
  private var isArmed = false
  private var crashes = 0
  private var down = VirtualTime.zero

  init(_ plan: BatchQueue) { self.plan = plan }

  override var entryCount: Int { window.requests.count + queue.requests.count }

  override func admit(_ passage: Passage) -> Admission {
    if !isArmed { arm(passage.desk) }
    if passage.isDeferred || passage.marks.priority == 2 {
      passage.count(.bypasses)
      return .pass
    }
    let isDown = passage.now < down
    if isDown, !plan.isPersistent { return refuse(passage) }
    passage.count(.held)
    let isLow = passage.marks.priority == 0
    let desk = passage.desk
    if isLow {
      queue.requests.append(UInt32(passage.request))
      if queue.requests.count == 1, !isDown {
        desk.wake(token: Alarm.queue | queue.number, at: passage.now + plan.queueTime)
      }
      if queue.requests.count >= plan.maximumSize, !isDown { send(&queue, at: desk) }
    } else {
      window.requests.append(UInt32(passage.request))
      if window.requests.count == 1, !isDown {
        desk.wake(token: Alarm.window | window.number, at: passage.now + plan.window)
      }
      if window.requests.count >= plan.maximumSize, !isDown { send(&window, at: desk) }
    }
    return .waits
  }

  override func wake(_ token: UInt32, at desk: Desk) {
    let number = token & ~Alarm.kinds
    switch token & Alarm.kinds {
    case Alarm.crash: crash(at: desk)
    case Alarm.restart: if desk.now >= down { restart(at: desk) }
    case Alarm.queue: if number == queue.number, desk.now >= down { send(&queue, at: desk) }
    default: if number == window.number, desk.now >= down { send(&window, at: desk) }
    }
  }

  override func store(_ answer: Answer, of passage: Passage) { sent.remove(passage.request) }

  override func abandon(_ passage: Passage) { sent.remove(passage.request) }

  /// Asks to be woken at the crashes that are still to come.
  private func arm(_ desk: Desk) {
    isArmed = true
    for time in plan.crashes where time >= desk.now { desk.wake(token: Alarm.crash, at: time) }
  }

  /// Sends all that waits in a line, in calls of at most the greatest size.
  private func send(_ line: inout Line, at desk: Desk) {
    let requests = line.requests
    line.requests.removeAll(keepingCapacity: true)
    line.number = (line.number + 1) & ~Alarm.kinds
    for start in stride(from: 0, to: requests.count, by: plan.maximumSize) {
      let part = Array(requests[start..<min(start + plan.maximumSize, requests.count)])
      for request in part { sent.insert(Int(request)) }
      desk.release(part, instructionTokens: plan.instructionTokens, quality: plan.qualityFactor)
    }
  }

  private func crash(at desk: Desk) {
    crashes += 1
    down = desk.now + plan.restart
    let lost = desk.cutOff(callsOf: sent)
    desk.wake(token: Alarm.restart, at: down)
    if plan.isPersistent {
      cut = (cut + lost).sorted()
      return
    }
    for request in lost {
      desk.passage(of: request).count(.lost)
      desk.fail(request)
    }
    let waiting = (window.requests + queue.requests).sorted()
    window = Line(number: (window.number + 1) & ~Alarm.kinds)
    queue = Line(number: (queue.number + 1) & ~Alarm.kinds)
    for request in waiting {
      _ = refuse(desk.passage(of: Int(request)))
    }
  }

  /// Sends again what was cut off, then all that has waited.
  private func restart(at desk: Desk) {
    let again = cut
    cut = []
    for start in stride(from: 0, to: again.count, by: plan.maximumSize) {
      let part = Array(again[start..<min(start + plan.maximumSize, again.count)])
      for request in part { desk.passage(of: request).count(.resends) }
      // Draws of their own, behind those of judged answers and chains of models.
      desk.resend(
        part, instructionTokens: plan.instructionTokens, quality: plan.qualityFactor, stage: 1000 * crashes)
    }
    send(&window, at: desk)
    send(&queue, at: desk)
  }

  private func refuse(_ passage: Passage) -> Admission {
    passage.count(.lost)
    return passage.reject()
  }
}

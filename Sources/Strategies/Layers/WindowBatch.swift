import Declarations
import Providers
import Simulation

/// Collects prompts for a window, or until it is full, and sends them as one call.
///
/// Every answer goes back to the request that asked. The members share the system prompt and pay for their
/// own tokens; the answers are written one after the other, so all wait for the longest.
///
/// With `flush` `as_printed` the window works as article 003 prints it: everybody waits on a timer of their own, whose
/// flush sends what is pending and returns the first of its answers; who finds nothing pending gets none. Such answers
/// count as false, requests without one as failed, and both are paid. The time of a wrong answer is that of the right one.
struct WindowBatch: LayerPlan {
  let window: VirtualTime
  let maximumSize: Int
  let maximumTokens: Int
  let instructionTokens: Int
  let qualityFactor: Double
  let skipsHighPriority: Bool
  let isAsPrinted: Bool

  static let declaration = LayerDeclaration(
    "window_batch", "collects prompts for a window and sends them as one call",
    sampling: .never("requests that arrive together share a call, and in a sample fewer do"),
    fields: [
      Field("window_ms", .positive, default: 500, "time from the first prompt to the call"),
      Field(
        "max_size", .integer(minimum: 1, maximum: 100_000), default: 20,
        "prompts at which the call goes out at once"),
      Field(
        "max_tokens", .count, default: 7000, "input tokens of users and contexts at which it goes out at once"
      ),
      Field(
        "instruction_tokens", .integer(minimum: 0, maximum: 1_000_000), default: 40,
        "tokens that a shared prompt adds to say how to answer"),
      Field("quality_factor", .share, default: 1, "quality in a shared prompt over quality alone"),
      Field(
        "skip_high_priority", .boolean, default: true, "whether requests of high priority go alone at once"),
      Field(
        "flush", .choice(["to_each", "as_printed"]),
        "to_each gives every answer to its own request, and is the default; as_printed is article 003's fault"
      ),
    ], counters: [.bypasses, .held]
  ) { settings, _ throws(Diagnostic) in
    WindowBatch(
      window: .milliseconds(settings.number("window_ms")), maximumSize: settings.integer("max_size"),
      maximumTokens: settings.integer("max_tokens"),
      instructionTokens: settings.integer("instruction_tokens"),
      qualityFactor: settings.number("quality_factor"),
      skipsHighPriority: settings.boolean("skip_high_priority"),
      isAsPrinted: settings.optionalString("flush") == "as_printed")
  }

  var greatestCharge: LayerCharge { LayerCharge(members: maximumSize, callTokens: instructionTokens) }

  func makeLayer(in setting: LayerSetting) -> Layer {
    isAsPrinted ? PrintedFlushLayer(self) : WindowBatchLayer(self)
  }
}

private final class WindowBatchLayer: Layer {
  private let plan: WindowBatch
  private var held: [UInt32] = []
  private var heldTokens = 0
  /// Counts windows, so that the wake-up of one that filled early finds another number.
  private var windowNumber: UInt32 = 0

  init(_ plan: WindowBatch) { self.plan = plan }

  override var entryCount: Int { held.count }

  override func admit(_ passage: Passage) -> Admission {
    if passage.isDeferred || plan.skipsHighPriority && passage.marks.priority == 2 {
      passage.count(.bypasses)
      return .pass
    }
    passage.count(.held)
    let (stream, request) = (passage.stream, passage.request)
    let tokens = Int(stream.contextTokens[request]) + Int(stream.userTokens[request])
    if !held.isEmpty && heldTokens + tokens > plan.maximumTokens { flush(at: passage.desk) }
    held.append(UInt32(request))
    heldTokens += tokens
    if held.count == 1 { passage.desk.wake(token: windowNumber, at: passage.now + plan.window) }
    if held.count >= plan.maximumSize { flush(at: passage.desk) }
    return .waits
  }

  override func wake(_ token: UInt32, at desk: Desk) {
    if token == windowNumber && !held.isEmpty { flush(at: desk) }
  }

  /// Sends what is held.
  private func flush(at desk: Desk) {
    let requests = held
    held.removeAll(keepingCapacity: true)
    heldTokens = 0
    windowNumber &+= 1
    desk.release(requests, instructionTokens: plan.instructionTokens, quality: plan.qualityFactor)
  }
}

/// Article 003's window with its fault.
private final class PrintedFlushLayer: Layer {
  private let plan: WindowBatch
  private var pending: [UInt32] = []

  init(_ plan: WindowBatch) { self.plan = plan }

  override var entryCount: Int { pending.count }

  override func admit(_ passage: Passage) -> Admission {
    if passage.isDeferred || plan.skipsHighPriority && passage.marks.priority == 2 {
      passage.count(.bypasses)
      return .pass
    }
    passage.count(.held)
    pending.append(UInt32(passage.request))
    if pending.count >= plan.maximumSize {
      flush(for: passage.request, at: passage.desk)
    } else {
      passage.desk.wake(token: UInt32(passage.request), at: passage.now + plan.window)
    }
    return .waits
  }

  override func wake(_ token: UInt32, at desk: Desk) { flush(for: Int(token), at: desk) }

  /// Sends what is pending; its first answer goes to the request whose timer it was.
  private func flush(for request: Int, at desk: Desk) {
    let first = pending.first.map(Int.init)
    if first != nil {
      let requests = pending
      pending.removeAll(keepingCapacity: true)
      desk.release(requests, instructionTokens: plan.instructionTokens, quality: plan.qualityFactor)
    }
    if first != request { desk.misdirect(request, to: first) }
  }
}

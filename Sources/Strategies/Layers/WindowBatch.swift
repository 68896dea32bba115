import Declarations
import Providers
import Simulation

/// Collects prompts for a window, or until it is full, and sends them as one call.
///
/// Every answer goes back to the request that asked. The members share the system prompt and pay for their
/// own tokens; the answers are written one after the other, so all wait for the longest.
struct WindowBatch: LayerPlan {
  let window: VirtualTime
  let maximumSize: Int
  let maximumTokens: Int
  let instructionTokens: Int
  let qualityFactor: Double
  let skipsHighPriority: Bool

  static let declaration = LayerDeclaration(
    "window_batch", "collects prompts for a window and sends them as one call",
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
    ]
  ) { settings, _ throws(Diagnostic) in
    WindowBatch(
      window: .milliseconds(settings.number("window_ms")), maximumSize: settings.integer("max_size"),
      maximumTokens: settings.integer("max_tokens"),
      instructionTokens: settings.integer("instruction_tokens"),
      qualityFactor: settings.number("quality_factor"),
      skipsHighPriority: settings.boolean("skip_high_priority"))
  }

  var greatestCharge: LayerCharge { LayerCharge(members: maximumSize, callTokens: instructionTokens) }

  func makeLayer(in setting: LayerSetting) -> Layer { WindowBatchLayer(self) }
}

private final class WindowBatchLayer: Layer {
  private let plan: WindowBatch
  private var held: [UInt32] = []
  private var heldTokens = 0
  /// Counts windows, so that the wake-up of one that filled early finds another number.
  private var windowNumber: UInt32 = 0

  init(_ plan: WindowBatch) { self.plan = plan }

  override var entryCount: Int { held.count }

  override func admit(_ request: Int, at now: VirtualTime, in gateway: Gateway) -> Admission {
    let marks = gateway.stream.marks[request]
    let isDeferred = gateway.outcomes.flags[request].contains(.isDeferred)
    if isDeferred || plan.skipsHighPriority && marks.priority == 2 {
      if gateway.isMeasured(request) { statistics.bypasses += 1 }
      return .pass
    }
    if gateway.isMeasured(request) { statistics.lookups += 1 }
    let tokens = Int(gateway.stream.contextTokens[request]) + Int(gateway.stream.userTokens[request])
    if !held.isEmpty && heldTokens + tokens > plan.maximumTokens { flush(at: now, in: gateway) }
    held.append(UInt32(request))
    heldTokens += tokens
    if held.count == 1 { gateway.wake(self, token: windowNumber, at: now + plan.window) }
    if held.count >= plan.maximumSize { flush(at: now, in: gateway) }
    return .waits
  }

  override func wake(_ token: UInt32, at now: VirtualTime, in gateway: Gateway) {
    if token == windowNumber && !held.isEmpty { flush(at: now, in: gateway) }
  }

  /// Sends what is held through the later layers, then as one call a model.
  private func flush(at now: VirtualTime, in gateway: Gateway) {
    let requests = held
    held.removeAll(keepingCapacity: true)
    heldTokens = 0
    windowNumber &+= 1
    let outer = gateway.group
    gateway.group = []
    // What comes behind the window takes its time after it.
    for request in requests { gateway.hold(Int(request), until: now) }
    for request in requests { gateway.advance(Int(request), from: Int(position) + 1, at: now) }
    let ready = gateway.group ?? []
    gateway.group = outer
    var sent: [UInt8] = []
    for request in ready {
      let model = gateway.outcomes.model[Int(request)]
      if sent.contains(model) { continue }
      sent.append(model)
      let members = ready.filter { gateway.outcomes.model[Int($0)] == model }
      gateway.send(
        group: members, instructionTokens: plan.instructionTokens, quality: plan.qualityFactor, at: now)
    }
  }
}

import Simulation

/// Article 003's window with its fault.
final class PrintedFlushLayer: Layer {
  private let plan: WindowBatch
  private let vectors: PromptVectors?
  private var pending: [UInt32] = []

  init(_ plan: WindowBatch, vectors: PromptVectors?) {
    self.plan = plan
    self.vectors = vectors
  }

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
      let quality = plan.sharing.factor(in: vectors, prompt: { desk.passage(of: Int($0)).prompt })
      desk.release(requests, instructionTokens: plan.instructionTokens, quality: quality)
    }
    if first != request { desk.misdirect(request, to: first) }
  }
}

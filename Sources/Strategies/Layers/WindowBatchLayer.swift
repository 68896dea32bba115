import Simulation

/// The layer behind `WindowBatch`.
final class WindowBatchLayer: Layer {
  /// Prompts that wait for one call.
  private struct Window {
    var requests: [UInt32] = []
    var tokens = 0
    /// Tells it from others, so that the wake-up of one that filled early finds none.
    var number: UInt32
  }

  private let plan: WindowBatch
  private let vectors: PromptVectors?
  /// The open windows in the order in which they opened; one at most where everybody shares it.
  private var windows: [Window] = []
  private var opened: UInt32 = 0

  init(_ plan: WindowBatch, vectors: PromptVectors?) {
    self.plan = plan
    self.vectors = vectors
  }

  override var entryCount: Int { windows.reduce(0) { $0 + $1.requests.count } }

  override func admit(_ passage: Passage) -> Admission {
    if passage.isDeferred || plan.skipsHighPriority && passage.marks.priority == 2 {
      passage.count(.bypasses)
      return .pass
    }
    passage.count(.held)
    let prompt = passage.promptTokens
    let tokens = prompt.context + prompt.user
    var place = place(for: passage)
    if let full = place, windows[full].tokens + tokens > plan.maximumTokens {
      flush(full, at: passage.desk)
      place = nil
    }
    let own = place ?? open(at: passage.desk)
    windows[own].requests.append(UInt32(passage.request))
    windows[own].tokens += tokens
    if windows[own].requests.count >= plan.maximumSize { flush(own, at: passage.desk) }
    return .waits
  }

  override func wake(_ token: UInt32, at desk: Desk) {
    if let place = windows.firstIndex(where: { $0.number == token }) { flush(place, at: desk) }
  }

  /// The open window that a request joins.
  private func place(for passage: Passage) -> Int? {
    guard let threshold = plan.groupThreshold else { return windows.indices.first }
    let prompt = passage.prompt
    return windows.firstIndex { window in
      guard let first = window.requests.first else { return false }
      let other = passage.desk.passage(of: Int(first)).prompt
      return Double(vectors?.cosine(prompt, other) ?? 0) >= threshold - 1e-6
    }
  }

  private func open(at desk: Desk) -> Int {
    windows.append(Window(number: opened))
    desk.wake(token: opened, at: desk.now + plan.window)
    opened &+= 1
    return windows.count - 1
  }

  /// Sends what a window holds.
  private func flush(_ place: Int, at desk: Desk) {
    let requests = windows.remove(at: place).requests
    let quality = plan.sharing.factor(in: vectors, prompt: { desk.passage(of: Int($0)).prompt })
    desk.release(requests, instructionTokens: plan.instructionTokens, quality: quality)
  }
}

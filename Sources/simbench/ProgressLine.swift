import Declarations
import Synchronization

/// How far a piece of work has come, in words: `rag: 34 %, strategy full, about 40 s left`.
final class ProgressLine: Sendable {
  private struct State {
    var start: Double?
    var done = 0
    var last = ""
  }

  private let name: String
  private let state = Mutex(State())

  /// A line that begins with a name.
  init(_ name: String) { self.name = name.singleLine }

  /// The line when `done` of `total` pieces are done, or a stage of unknown length begins (a total of 0); empty when
  /// all is done.
  ///
  /// - Parameter now: seconds of any clock.
  /// - Returns: nil when it says what it said before.
  func text(_ done: Int, of total: Int, _ what: String, at now: Double) -> String? {
    state.withLock { state in
      let line: String
      if total == 0 {
        state.start = nil
        line = "\(name): \(what.singleLine)"
      } else if done >= total {
        (state.start, state.done) = (nil, 0)
        line = ""
      } else {
        // Threads may tell out of order; what begins at 0 is another stage.
        let start = done == 0 ? now : state.start ?? now
        state.start = start
        let done = done == 0 ? 0 : max(done, state.done)
        state.done = done
        let left = done > 0 ? (now - start) * Double(total - done) / Double(done) : 0
        line =
          "\(name): \(done * 100 / total) %, \(what.singleLine)"
          + (done > 0 && now > start ? ", about \(ProgressLine.duration(left)) left" : "")
      }
      guard line != state.last else { return nil }
      state.last = line
      return String(line.prefix(78))
    }
  }

  /// Seconds as a person says them: `40 s`, `3 min`, `1 h 20 min`.
  private static func duration(_ seconds: Double) -> String {
    let seconds = Int(min(max(seconds, 1), 1e7).rounded())
    if seconds < 100 { return "\(seconds < 10 ? seconds : (seconds + 2) / 5 * 5) s" }
    let minutes = (seconds + 30) / 60
    return minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
  }
}

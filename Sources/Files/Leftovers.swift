import Foundation
import Synchronization

/// What an interrupted run must not leave: unfinished files, and processes that it started.
package enum Leftovers {
  private struct State {
    var paths: Set<String> = []
    var processes: Set<pid_t> = []
    var protections = 0
    var isEnding = false
  }

  private static let state = Mutex(State())

  /// Notes a file or folder that is being written.
  package static func add(_ path: String) { change { _ = $0.paths.insert(path) } }

  /// Forgets a path that is finished or gone.
  package static func remove(_ path: String) { state.withLock { _ = $0.paths.remove(path) } }

  /// Notes a process that was started.
  package static func add(process: pid_t) { change { _ = $0.processes.insert(process) } }

  /// Forgets a process that has ended.
  package static func remove(process: pid_t) { state.withLock { _ = $0.processes.remove(process) } }

  /// Does what an interruption waits for: moving finished files to their places.
  package static func uninterrupted<Value, Failure: Error>(
    _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    change { $0.protections += 1 }
    defer { state.withLock { $0.protections -= 1 } }
    return try body()
  }

  /// Ends the processes and removes the files, once nothing is being moved.
  package static func end() {
    while true {
      let isDone = state.withLock { state in
        guard state.protections == 0 else { return false }
        state.isEnding = true
        for process in state.processes { kill(process, SIGKILL) }
        for path in state.paths { try? FileManager.default.removeItem(atPath: path) }
        return true
      }
      if isDone { return }
      usleep(1000)
    }
  }

  /// Changes the state; while the process ends, nothing new is begun.
  private static func change(_ body: (inout State) -> Void) {
    while true {
      let isDone = state.withLock { state in
        guard !state.isEnding else { return false }
        body(&state)
        return true
      }
      if isDone { return }
      sleep(1)
    }
  }
}

import Foundation

/// Answers SIGINT, SIGTERM and SIGHUP: started processes end, unfinished files go, and the process ends by the
/// signal, so that its exit code is 128 + n.
package enum Interruption {
  /// The end of a pipe that the handler writes to; nothing else may be done in one.
  nonisolated(unsafe) private static var writeEnd: Int32 = -1

  /// Begins to listen; called once, before other threads are started.
  package static func listen() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    writeEnd = ends[1]
    let readEnd = ends[0]
    for number in [SIGINT, SIGTERM, SIGHUP] {
      var previous = sigaction()
      // What the parent ignores, as nohup does, stays ignored.
      guard sigaction(number, nil, &previous) == 0,
        unsafeBitCast(previous.__sigaction_handler.sa_handler, to: Int.self) == 0
      else { continue }
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { number in
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(Interruption.writeEnd, &byte, 1)
      }
      action.sa_flags = SA_RESTART
      sigaction(number, &action, nil)
      // A parent that blocks signals, as a thread of a pool does, hands that on.
      var set = sigset_t()
      sigemptyset(&set)
      sigaddset(&set, number)
      pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }
    let thread = Thread {
      var byte: UInt8 = 0
      while read(readEnd, &byte, 1) != 1 { if errno != EINTR { return } }
      Leftovers.end()
      let number = Int32(byte)
      signal(number, SIG_DFL)
      kill(getpid(), number)
    }
    thread.stackSize = 1 << 18
    thread.start()
  }
}

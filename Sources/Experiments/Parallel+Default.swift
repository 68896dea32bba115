import Foundation
import Simulation

extension Parallel {
  /// The number of threads to use when none is stated.
  package static var defaultThreads: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
}

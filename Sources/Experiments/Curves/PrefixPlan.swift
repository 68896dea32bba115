import CacheTraces
import Declarations
import Eviction
import Simulation
import Traffic

/// Caches of prompt blocks to simulate on a recorded stream: every policy at every size.
package struct PrefixPlan: Sendable {
  /// The sizes of the caches.
  package enum Sizes: Sendable {
    /// A share of the blocks, above 0 and at most 1, or a capacity.
    case list([(share: Double?, capacity: PrefixCapacity?)])

    /// A number of sizes from a thousandth of the blocks to all of them, even on a logarithmic scale.
    case points(Int)
  }

  /// The policies, bounds among them or not.
  package var policies: [PrefixChoice]
  /// Whether Belady's policy joins them.
  package var drawsBound = true
  /// The sizes of the caches.
  package var sizes = Sizes.points(40)
  /// The memory of a token's keys and values, for sizes in GiB.
  package var keyValueSize: KeyValueSize?
  /// The requests that fill the caches and are not counted.
  package var warmUp = PrefixWarmUp.none
  /// How long a block stays after its last use, in nanoseconds; nil for ever.
  package var lifetime: Int64?
  /// What makes two blocks one.
  package var identity = BlockIdentity.given

  /// A plan of policies with the usual settings.
  package init(policies: [PrefixChoice]) { self.policies = policies }

  private var choices: [PrefixChoice] {
    var choices: [PrefixChoice] = []
    for choice in policies + (drawsBound ? [PrefixChoice(.belady)] : []) where !choices.contains(choice) {
      choices.append(choice)
    }
    return choices.filter { !$0.policy.isBound } + choices.filter(\.policy.isBound)
  }

  /// Simulates the caches on the prompts of a stream.
  ///
  /// - Throws: a `Diagnostic` when the stream has no blocks or a size cannot be.
  package func run(_ stream: QueryStream, threads: Int) throws(Diagnostic) -> PrefixResult {
    let trace = try PrefixTrace(stream, identity: identity)
    var result = PrefixResult(
      trace: stream.name, plan: self, requests: trace.count, blocks: trace.blocks.count,
      distinctBlocks: trace.blockCount, blockTokens: trace.blockTokens,
      isBoundProven: trace.isPrefixClosed)
    guard trace.blockCount > 0 else { return result }
    let study = PrefixStudy(
      policies: choices, capacities: try capacities(of: trace), warmUp: warmUp, lifetime: lifetime)
    result.points = study.run(trace, threads: threads)
    let infinite = PrefixStudy(
      policies: [PrefixChoice(.lru)], capacities: [trace.blockCount], warmUp: warmUp, lifetime: lifetime)
    result.unlimited = infinite.run(trace, threads: 1)[0].counts
    return result
  }

  private func capacities(of trace: PrefixTrace) throws(Diagnostic) -> [Int] {
    guard case .list(let sizes) = sizes else {
      guard case .points(let points) = self.sizes else { return [] }
      return CapacityScale.logarithmic(upTo: UInt64(trace.blockCount), points: points).map { Int($0) }
    }
    var capacities: Set<Int> = []
    for size in sizes {
      if let share = size.share {
        capacities.insert(max(1, Int((share * Double(trace.blockCount)).rounded())))
      } else if let capacity = size.capacity {
        do throws(EvictionError) {
          capacities.insert(try capacity.blocks(of: trace.blockTokens, size: keyValueSize))
        } catch {
          throw Diagnostic("--sizes: \(error)", kind: .usage)
        }
      }
    }
    return capacities.sorted()
  }
}

/// What caches of prompt blocks would have done on a recorded stream.
package struct PrefixResult: Sendable {
  /// What the stream is called.
  package var trace: String
  /// What was asked for.
  package var plan: PrefixPlan
  /// The requests of the stream.
  package var requests: Int
  /// The blocks of all its prompts.
  package var blocks: Int
  /// The different blocks among them.
  package var distinctBlocks: Int
  /// The tokens of a block.
  package var blockTokens: Int
  /// Whether Belady's hit blocks are proven to be the most.
  package var isBoundProven: Bool
  /// The points, policy by policy and within a policy by ascending capacity.
  package var points: [PrefixPoint] = []
  /// What a cache without limit counts.
  package var unlimited = PrefixCounts()

  /// The policies in order, bounds last, each with its points.
  package var lines: [(choice: PrefixChoice, points: [PrefixPoint])] {
    var lines: [(choice: PrefixChoice, points: [PrefixPoint])] = []
    for point in points {
      if lines.last?.choice == point.choice {
        lines[lines.count - 1].points.append(point)
      } else {
        lines.append((point.choice, [point]))
      }
    }
    return lines
  }

  /// The memory of a capacity in GiB, where the size of a token is known.
  package func gibibytes(_ capacity: Int) -> Double? {
    plan.keyValueSize.map { $0.bytesPerToken * Double(blockTokens) * Double(capacity) / 1_073_741_824 }
  }

  /// The smallest cache of a policy that is no bound within 1 % of the hit tokens of a cache without limit.
  package var smallestNearBest: PrefixPoint? {
    let least = 0.99 * unlimited.tokenHitRatio
    return points.filter { !$0.choice.policy.isBound && $0.counts.tokenHitRatio >= least && least > 0 }
      .min { ($0.capacity, $1.counts.tokensHit) < ($1.capacity, $0.counts.tokensHit) }
  }
}

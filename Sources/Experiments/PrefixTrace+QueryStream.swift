import CacheTraces
import Declarations
import Eviction
import Traffic

extension PrefixTrace {
  /// The prompts of a recorded stream as lists of their blocks, in the order of arrival.
  ///
  /// - Parameter identity: what makes two blocks one; `path` where ids are hashes of a block alone.
  /// - Throws: a `Diagnostic` when the recording has no prefix blocks or more than 32-bit indices reach.
  package init(_ stream: QueryStream, identity: BlockIdentity = .given) throws(Diagnostic) {
    guard let recorded = stream.prefixBlocks else {
      throw Diagnostic(
        "\(stream.name) has no prefix blocks; a recording with hash_ids, such as Mooncake's, was expected")
    }
    guard recorded.lengths.isEmpty else {
      throw Diagnostic(
        "\(stream.name) has messages of unequal length; a recording with hash_ids of equal blocks was expected"
      )
    }
    // A stream that was cut keeps the blocks of the requests beyond its end.
    let offsets = Array(recorded.offsets.prefix(stream.count + 1))
    do throws(EvictionError) {
      try self.init(
        denseBlocks: Array(recorded.ids[..<(offsets.last ?? 0)]), offsets: offsets,
        inputTokens: (0..<stream.count).map { UInt32(clamping: stream.inputTokens($0)) },
        blockTokens: recorded.blockTokens, blockCount: recorded.blockCount, identity: identity)
      self = try timed(stream.arrival.map(\.nanoseconds))
    } catch {
      throw Diagnostic("\(stream.name): \(error)")
    }
  }
}

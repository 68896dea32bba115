import Providers
import Simulation

extension Gateway {
  enum EventKind: UInt8 {
    case dispatch, complete, failure, wake, judged, begins, arrival, hedge
  }

  struct Event: BitwiseCopyable {
    var kind: EventKind
    var layer: UInt8
    var id: UInt32
  }

  /// A call under way.
  struct CallState {
    var call: ProviderCall
    var costs = CallCost()
    /// First member; further ones are linked through `nextMember`.
    var memberCount = 1
    /// Quality in a shared prompt over quality alone.
    var qualityFactor: Double = 1
    /// When the first try was sent.
    var sent = VirtualTime.zero
    /// When the first token of the last try came.
    var firstToken = VirtualTime.zero
    /// An earlier answer: what is being judged, or what is left when this call fails.
    var earlier: Answer?
    /// From which place of a chain of models the next is taken when this call fails.
    var rescues = 0
    /// When the last try was sent.
    var tried = VirtualTime.zero
    /// How that ends, while a second one may still go out.
    var firstTry: FirstTry?
    /// Whether nobody is left who waits for it.
    var isLost = false
  }
}

/// What the calls for measured requests add up to; it goes on from window to window.
public struct MeasuredCalls: Sendable {
  /// Calls that went out, tries counted once each.
  public internal(set) var count = 0
  /// Tries after the first.
  public internal(set) var retries = 0
  /// Prompt tokens that the provider served from its cache.
  public internal(set) var cachedTokens = 0
  /// Calls billed by a log's own counts, of which it does not tell what was read from a cache.
  public internal(set) var untoldCalls = 0
  /// Calls billed by a log's own counts, of which it does not tell whether they failed.
  public internal(set) var untoldEnds = 0
  /// Requests whose call read cached tokens in their log, and is billed without any.
  public internal(set) var unread = 0
  /// Prompt tokens that the provider wrote to its cache.
  public internal(set) var writtenTokens = 0
  /// Stale hits over those of the mean of all the worlds in which the same answers are stored at the same times; not a
  /// number where a layer knows what has changed.
  public internal(set) var excessStaleHits = 0.0
  /// The quality that was lost to stale hits over that mean.
  public internal(set) var excessLostQuality = 0.0
}

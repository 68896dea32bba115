/// Which description of an algorithm a policy follows.
public enum PolicyVariant: String, CaseIterable, Sendable {
  /// The algorithm as its authors published it.
  case published

  /// The algorithm as libCacheSim runs it, quirks included; for comparison with that tool.
  ///
  /// Such a policy is the same in commit aa0fc409 and in release 0.3.5 of the Python package, which the policies
  /// that changed in between name apart.
  case libcachesim

  /// The algorithm as release 0.3.5 of libCacheSim's Python package runs it, the one that PyPI serves.
  case libcachesimRelease = "libcachesim-0.3.5"

  /// The algorithm as libCacheSim's commit aa0fc409 ran it.
  case libcachesimCommit = "libcachesim-aa0fc409"

  /// The algorithm with a part that adapts to the stream, where its authors published that later.
  case adaptive

  /// The algorithm with the choice not to store a missed entry.
  case bypass

  /// The algorithm as GPTCache runs it, which evicts a share of the cache at once.
  case gptcache

  /// Whether the variant copies libCacheSim, in any version.
  var followsLibCacheSim: Bool {
    self == .libcachesim || self == .libcachesimRelease || self == .libcachesimCommit
  }
}

import Declarations
import Eviction

/// The settings under `analysis.decision`.
enum DecisionSection {
  static let schema = ObjectSchema(
    "decision", "how many requests it takes to tell two replacement policies apart",
    [
      Field(
        "policies", .list(.choice(PolicyKind.allCases.map(\.rawValue)), minimum: 2),
        default: ["lru", "fifo"], "the two policies, the presumed better one first"),
      Field(
        "capacities", .list(.integer(minimum: 1, maximum: 1 << 30), minimum: 1), default: [100],
        "sizes of the cache"),
      Field(
        "requests", .list(.integer(minimum: 1, maximum: 10_000_000), minimum: 1),
        default: [100, 300, 1000, 3000, 10000], "lengths of a trial; each begins with an empty cache"),
      Field(
        "trials", .integer(minimum: 10, maximum: 1_000_000), default: 400,
        "trials of the longest length; shorter ones have as many as fit the same requests"),
    ])
}

import Declarations
import Similarity
import Simulation

/// How a semantic cache finds the entries nearest to a prompt, and how long that takes.
enum IndexChoice: Sendable, Hashable {
  /// Exactly; the time is stated.
  case stated
  /// Exactly, by a scan of all entries.
  case flat(slowdown: Double)
  /// Approximately, in a graph of its own that grows with the entries.
  case hnsw(links: Int, efConstruction: Int, efSearch: Int, slowdown: Double)

  private static let slowdown = Field(
    "slowdown", .positive, default: 1, "how much slower than simbench's benchmark the look-ups are")

  static let field = Field(
    "index",
    .tagged(
      key: "kind",
      cases: [
        ObjectSchema("stated", "exact; a look-up takes lookup_ms and no more", []),
        ObjectSchema(
          "flat", "exact, by a scan: a look-up takes longer the more entries there are", [slowdown]),
        ObjectSchema(
          "hnsw", "approximate, by hnswlib: some entries are not found",
          [
            Field("links", .integer(minimum: 2, maximum: 1024), default: 16, "links of an entry, M"),
            Field(
              "ef_construction", .integer(minimum: 1, maximum: 1_000_000), default: 100,
              "candidates while an entry is linked"),
            Field(
              "ef_search", .integer(minimum: 1, maximum: 1_000_000), default: 64, "candidates of a look-up"),
            slowdown,
          ]),
      ]), default: ["kind": "stated"],
    "how entries are found; what flat and hnsw take, as measured, adds to lookup_ms")

  init(_ settings: Settings) {
    switch settings.string("kind") {
    case "flat": self = .flat(slowdown: settings.number("slowdown"))
    case "hnsw":
      self = .hnsw(
        links: settings.integer("links"), efConstruction: settings.integer("ef_construction"),
        efSearch: settings.integer("ef_search"), slowdown: settings.number("slowdown"))
    default: self = .stated
    }
  }

  /// The time of a look-up beside the stated one, for vectors of a length.
  func latency(dimensions: Int) -> LookupLatency? {
    switch self {
    case .stated: nil
    case .flat(let slowdown): .flat(dimensions: max(1, dimensions), scale: slowdown)
    case .hnsw(_, _, let ef, let slowdown): .hnsw(ef: ef, dimensions: max(1, dimensions), scale: slowdown)
    }
  }
}

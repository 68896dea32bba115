import Declarations
import Similarity
import Strategies

/// How long a look-up takes by the entries of a semantic cache, for each kind of index.
///
/// The figures are the model's, which was fitted to simbench's own benchmark.
public struct LookupCurve: StudyResult {
  /// One index.
  public struct Line: Sendable {
    /// Its name.
    public var index: String
    /// The length of the vectors.
    public var dimensions: Int
    /// Seconds at each size.
    public var seconds: [Double]
  }

  /// Numbers of entries.
  public var sizes: [Int]
  /// The lines.
  public var lines: [Line]
  /// The most entries that a cache of the run held at its end.
  public var entries: Int

  /// The least number of entries from which a graph is faster than a scan of vectors of the same length.
  public var crossing: Int? {
    guard let flat = lines.first(where: { $0.index == "flat" }),
      let graph = lines.first(where: { $0.index != "flat" && $0.dimensions == flat.dimensions })
    else { return nil }
    return sizes.indices.first { graph.seconds[$0] < flat.seconds[$0] }.map { sizes[$0] }
  }
}

extension LookupCurve {
  /// The lines for the embedders of a run; nil when none has vectors.
  init?(_ neighbours: [EmbedderChoice: PromptNeighbours], entries: Int) {
    let lengths = Set(neighbours.values.map(\.dimensions)).subtracting([0]).sorted()
    guard !lengths.isEmpty else { return nil }
    let sizes = (9...36).map { step -> Int in
      // Six sizes a factor of ten, from about 30 to a million.
      var size = 1.0
      for _ in 0..<step { size *= 1.467_799_267_622_069_3 }
      return Int(size.rounded())
    }
    func line(_ name: String, _ length: Int, _ model: LookupLatency) -> Line {
      Line(index: name, dimensions: length, seconds: sizes.map(model.latency))
    }
    self.sizes = sizes
    self.entries = entries
    lines = lengths.flatMap { length in
      [
        line("flat", length, .flat(dimensions: length)),
        line("hnsw ef 16", length, .hnsw(ef: 16, dimensions: length)),
        line("hnsw ef 64", length, .hnsw(ef: 64, dimensions: length)),
      ]
    }
  }
}

extension RunResult {
  /// How long a look-up takes by the entries of a semantic cache, when it was asked for.
  public var lookupCurve: LookupCurve? {
    get { study() }
    set { replace(newValue) }
  }
}

/// How long a look-up takes in the indexes of a scenario's embedders.
struct LookupStudy: StudyPlan {
  static let declaration = StudyDeclaration("lookup", chart: "lookup_latency") { _ throws(Diagnostic) in
    LookupStudy()
  }

  func result(_ run: StudyRun, cells: [[CellResult]]) throws(Diagnostic) -> (any StudyResult)? {
    let entries = zip(run.scenario.strategies, run.strategies).flatMap { strategy, result in
      result.cells.flatMap { zip(strategy.plans, $0.layers).filter { $0.0.threshold != nil } }
    }.map(\.1.entries).max()
    return LookupCurve(run.world[0].neighbours, entries: entries ?? 0)
  }
}

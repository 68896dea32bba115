import Declarations

/// All layers that a strategy can hold. A new layer is one file and one line here.
public enum LayerRegistry {
  /// The declarations in the order in which they are listed.
  public static let all: [LayerDeclaration] = [
    ExactCache.declaration,
    SemanticCache.declaration,
    Coalesce.declaration,
    Router.declaration,
    Cascade.declaration,
    WindowBatch.declaration,
    BatchQueue.declaration,
    BatchAPI.declaration,
    PromptCache.declaration,
    Compact.declaration,
    CacheBreakers.declaration,
    Balance.declaration,
    Compress.declaration,
    RateLimit.declaration,
    Budget.declaration,
    Fallback.declaration,
    Hedge.declaration,
    Remap.declaration,
    RecordedCache.declaration,
    OracleCache.declaration,
    OracleRouter.declaration,
  ]

  /// The declaration of a layer, or nil.
  public static func declaration(_ name: String) -> LayerDeclaration? {
    all.first { $0.name == name }
  }

  /// The shape of one layer in a scenario.
  public static var shape: Shape { .tagged(key: "use", cases: all.map(\.schema)) }
}

/// What the counts of a call tell of whether its input holds the cached tokens.
enum CachePlace: Sendable {
  /// It needs no other row: nothing is cached, or names or a total tell.
  case known
  /// The input may hold them or lack them.
  case doubtful
  /// The input has fewer, and lacks them.
  case beside
}

/// What the rows of a file tell of the models whose cached tokens stand beside the input.
///
/// A gateway writes all calls of a model in one way, and some of them have more cached tokens than input.
struct CachePlaceEvidence {
  private var rows: [[UInt8]: (doubtful: Int, beside: Int)] = [:]

  /// Notes what a row tells.
  mutating func take(_ row: RecordedRow) {
    switch row.cachePlace {
    case .known: return
    case .doubtful: rows[row.model ?? [], default: (0, 0)].doubtful += 1
    case .beside: rows[row.model ?? [], default: (0, 0)].beside += 1
    }
  }

  /// The models of which a tenth of the rows with cached tokens have more of them than input, so that the others, which are
  /// in doubt, lack them too; fewer may be faults of the log.
  var besideModels: Set<[UInt8]> {
    Set(rows.filter { $0.value.doubtful > 0 && $0.value.beside * 10 >= $0.value.doubtful }.keys)
  }
}

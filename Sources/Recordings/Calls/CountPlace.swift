/// What the counts of a call tell of whether its input holds the cached tokens, or its output those of reasoning.
enum CountPlace: Sendable {
  /// It needs no other row: there is no such part, or names or a total tell.
  case known
  /// The whole may hold the part or lack it.
  case doubtful
  /// The whole is less than the part, and lacks it.
  case beside
}

/// What the rows of a file tell of the models whose cached tokens stand beside the input, or whose reasoning stands beside
/// the output.
///
/// A gateway writes all calls of a model in one way, and some of them have more of the part than of the whole.
struct CountPlaceEvidence {
  private var rows: [[UInt8]: (doubtful: Int, beside: Int)] = [:]

  /// Notes what a row of a model tells.
  mutating func take(_ place: CountPlace, of model: [UInt8]?) {
    switch place {
    case .known: return
    case .doubtful: rows[model ?? [], default: (0, 0)].doubtful += 1
    case .beside: rows[model ?? [], default: (0, 0)].beside += 1
    }
  }

  /// The models of which a tenth of the rows with such a part have more of it than of the whole, so that the others, which
  /// are in doubt, lack it too; fewer may be faults of the log.
  var besideModels: Set<[UInt8]> {
    Set(rows.filter { $0.value.doubtful > 0 && $0.value.beside * 10 >= $0.value.doubtful }.keys)
  }
}

import Traffic

extension Metric {
  /// How much of a prompt the next turn of its conversation begins with; of streams with sessions and prefix blocks.
  public static let survivingPrefixShare = Metric(
    "surviving_prefix_share", .share, isMoreBetter: true,
    "tokens of a prompt that the next turn of its session begins with, over all that a turn follows"
  ) { $0.share(Double($0.survivingTokens), of: Double($0.followedTokens)) }

  /// Metrics that have a column only where some strategy has a value.
  static let special: Set<Metric> = [.survivingPrefixShare]
}

extension RunResult {
  /// The metrics that have a column: all but those that only some streams have, where this one is none of them.
  package var metrics: [Metric] {
    Metric.allCases.filter { metric in
      !Metric.special.contains(metric)
        || strategies.contains { strategy in
          strategy.cells.contains { $0.metrics[metric].isFinite }
        }
    }
  }
}

extension CellFigures {
  /// Adds how much of the prompt that a request follows is left at its beginning.
  mutating func addPrefix(of request: Int, in stream: QueryStream) {
    guard let blocks = stream.prefixBlocks, let predecessor = stream.predecessor(of: request) else { return }
    let before = stream.inputTokens(predecessor)
    followedTokens += before
    survivingTokens += min(blocks.commonTokens(request, predecessor), before, stream.inputTokens(request))
  }
}

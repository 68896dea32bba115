import Traffic

extension Metric {
  /// How much of a prompt the next turn of its conversation begins with; of streams with sessions and prefix blocks.
  public static let survivingPrefixShare = Metric(
    "surviving_prefix_share", .share, isMoreBetter: true,
    "tokens of a prompt that the next turn of its session begins with, over all that a turn follows"
  ) { $0.share(Double($0.survivingTokens), of: Double($0.followedTokens)) }

  /// Metrics that have a column only where some strategy has a value.
  package static let special: Set<Metric> = [.survivingPrefixShare]
}

extension CellFigures {
  /// Adds how much of the prompt that a request follows is left at its beginning.
  package mutating func addPrefix(of request: Int, in stream: QueryStream) {
    guard let blocks = stream.prefixBlocks, let predecessor = stream.predecessor(of: request) else { return }
    let before = stream.inputTokens(predecessor)
    followedTokens += before
    survivingTokens += min(blocks.commonTokens(request, predecessor), before, stream.inputTokens(request))
  }
}

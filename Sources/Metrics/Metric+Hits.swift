extension Metric {
  /// Requests answered by a response cache.
  public static let hitShare = Metric(
    "hit_share", .share, heading: "hits", isMoreBetter: true,
    "requests answered by a response cache over all requests"
  ) { $0.share($0.hits, of: $0.requests) }

  package static let hitShareEligible = Metric(
    "hit_share_eligible", .share, "the same over requests that a cache looked up"
  ) { $0.share($0.hits, of: Double($0.eligible)) }

  /// Hits by key.
  public static let exactHitShare = Metric(
    "exact_hit_share", .share, "hits by key over all requests"
  ) { $0.share($0.count(.exactHit), of: $0.requests) }

  /// Hits by similarity.
  public static let semanticHitShare = Metric(
    "semantic_hit_share", .share, "hits by similarity over all requests"
  ) { $0.share($0.count(.semanticHit), of: $0.requests) }

  package static let coalescedShare = Metric(
    "coalesced_share", .share, "requests that shared another's call over all requests"
  ) { $0.share($0.count(.coalesced), of: $0.requests) }

  /// Hits with the answer of another intent.
  public static let falseHitShare = Metric(
    "false_hit_share", .share, heading: "false", isMoreBetter: false,
    "hits with the answer of another intent over all requests; n/a where a hit is unlabelled"
  ) { $0.isTruthKnown ? $0.share($0.count(.wrongIntent), of: $0.requests) : .nan }

  /// Hits with an answer that has changed.
  public static let staleHitShare = Metric(
    "stale_hit_share", .share, heading: "stale", isMoreBetter: false,
    "hits with an answer that has changed over all requests; n/a where nothing says when answers change"
  ) { $0.isStaleKnown ? $0.share($0.count(.stale), of: $0.requests) : .nan }

  /// Hits that nobody labelled.
  public static let unknownHitShare = Metric(
    "unknown_hit_share", .share, heading: "unlabelled", "hits that nobody labelled over all requests"
  ) { $0.share($0.count(.unknown), of: $0.requests) }

  package static let falseShareOfHits = Metric(
    "false_share_of_hits", .share, "hits with the answer of another intent over hits"
  ) { $0.isTruthKnown ? $0.share($0.count(.wrongIntent), of: $0.hits) : .nan }

  /// Hits given with a disclaimer.
  public static let disclaimedHitShare = Metric(
    "disclaimed_hit_share", .share, heading: "disclaimed", "hits given with a disclaimer over all requests"
  ) { $0.share(Double($0.disclaimed.count), of: $0.requests) }

  /// Quality of the hits without a disclaimer.
  public static let plainHitQuality = Metric(
    "plain_hit_quality", .quality, heading: "plain hits' quality",
    "mean quality of the hits given without a disclaimer"
  ) { !$0.isQualityKnown ? .nan : $0.share($0.plain.quality, of: Double($0.plain.count)) }

  /// Quality of the hits with a disclaimer.
  public static let disclaimedHitQuality = Metric(
    "disclaimed_hit_quality", .quality, heading: "disclaimed hits' quality",
    "mean quality of the hits given with one"
  ) { !$0.isQualityKnown ? .nan : $0.share($0.disclaimed.quality, of: Double($0.disclaimed.count)) }

  package static let tokenHitShare = Metric(
    "token_hit_share", .share, isMoreBetter: true, "tokens of hits over tokens of all requests"
  ) { $0.share(Double($0.hitTokens), of: Double($0.tokens)) }

  package static let costHitShare = Metric(
    "cost_hit_share", .share, isMoreBetter: true, "list price of hits over list price of all requests"
  ) { $0.share(Double($0.hitPrice), of: Double($0.listPrice)) }

  /// Mean probability of a good answer.
  public static let quality = Metric(
    "quality", .quality, isMoreBetter: true,
    "mean probability of a good answer; 0 without an answer, false or stale; n/a where a model's quality is not stated "
      + "or a hit is unlabelled"
  ) { $0.isQualityKnown ? $0.share($0.quality.value, of: $0.requests) : .nan }

  /// Difference of quality to the baseline.
  public static let qualityChange = Metric(
    "quality_change", .quality, isMoreBetter: true, "difference of quality to the baseline, paired",
    paired: { own, base in own[.quality] - base[.quality] })
}

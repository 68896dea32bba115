/// A figure about a router; the raw value is its name in CSV.
package enum RoutingMetric: String, CaseIterable, Sendable {
  case accuracy
  case cost = "usd_per_1000"
  case strongShare = "strong_share"
  case pointsOverRandom = "points_over_random"
  case dollarsOverRandom = "usd_over_random_per_1000"
  case dollarsSaved = "usd_saved_over_random_per_1000"
  case oracleShare = "oracle_saving_share"
  case switchCost = "usd_switch_per_1000"
  case apgr
  case apgrDollars = "apgr_usd"
  case cpt20
  case cpt50
  case cpt80
  case aiq
  case cost95 = "usd_per_1000_at_95"
  case cost99 = "usd_per_1000_at_99"

  /// A line of explanation.
  package var summary: String {
    switch self {
    case .accuracy: "mean score at the operating point"
    case .cost: "dollars per 1,000 queries at the operating point, the router's own among them"
    case .strongShare: "share of calls to the strong model at the operating point"
    case .pointsOverRandom: "points of accuracy above random routing at the same share of strong calls"
    case .dollarsOverRandom:
      "dollars per 1,000 queries above random routing at the same share of strong calls"
    case .dollarsSaved: "dollars per 1,000 queries that random routing of the same accuracy costs more"
    case .oracleShare: "that saving as a share of what an oracle would save at the same accuracy"
    case .switchCost:
      "dollars per 1,000 queries lost with prompt caches at switches within conversations; in the cost, not in curves"
    case .apgr: "average performance gap recovered over the share of strong calls (Ong et al., 2024)"
    case .apgrDollars: "the same over the cost between weak and strong"
    case .cpt20: "share of strong calls that recovers 20 % of the gap (Ong et al., 2024)"
    case .cpt50: "share of strong calls that recovers 50 % of the gap"
    case .cpt80: "share of strong calls that recovers 80 % of the gap"
    case .aiq:
      "average improvement in quality: area under the non-decreasing hull over cost (Hu et al.: \"RouterBench\", 2024)"
    case .cost95: "dollars per 1,000 queries that reach 95 % of the strong model's accuracy"
    case .cost99: "dollars per 1,000 queries that reach 99 % of it"
    }
  }

  /// The place in a list of all figures.
  var place: Int { RoutingMetric.allCases.firstIndex(of: self) ?? 0 }
}

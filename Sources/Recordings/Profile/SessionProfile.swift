import Declarations
import Simulation
import Traffic

/// What the conversations of a stream look like: how long they are, how they pause, and how much of each prompt was
/// there before.
package struct SessionProfile: Sendable {
  /// Quantiles of a number.
  package struct Spread: Sendable {
    /// The median.
    package let p50: Double
    /// The 90 % quantile.
    package let p90: Double
    /// The 99 % quantile.
    package let p99: Double

    init(_ values: [Int64], unit: Double = 1) {
      var values = values
      let quantiles = Quantile.select(&values, at: [0.5, 0.9, 0.99])
      p50 = quantiles[0] / unit
      p90 = quantiles[1] / unit
      p99 = quantiles[2] / unit
    }
  }

  /// Sessions.
  package let sessions: Int
  /// Requests that belong to one.
  package let turns: Int
  /// Turns of a session.
  package let turnsASession: Spread
  /// Seconds from one turn to that which follows its answer; not a number without any.
  package let gaps: Spread
  /// Shares of these gaps that are longer than 5, 30 and 60 minutes.
  package let longGaps: [(minutes: Int, share: Double)]
  /// Seconds from an answer to the next turn, where both are told.
  package let thinks: Spread?
  /// Turns that wait for several answers.
  package let joins: Int
  /// Share of input tokens in leading blocks that an earlier turn of the session held; not a number without blocks.
  package let withinShare: Double
  /// Share of input tokens in leading blocks that only other sessions held.
  package let acrossShare: Double
  /// Share of the tokens of a prompt that the next turn's begins with; not a number without blocks.
  package let survivingShare: Double

  /// Profiles the conversations of a stream; nil where it tells none.
  ///
  /// - Complexity: O(requests + prefix blocks).
  init?(_ stream: QueryStream) {
    guard stream.hasTurns else { return nil }
    var lengths = [Int64](repeating: 0, count: stream.sessionCount)
    for session in stream.session where session != QueryStream.noSession { lengths[Int(session)] += 1 }
    lengths.removeAll { $0 == 0 }
    sessions = lengths.count
    turns = Int(lengths.reduce(0, +))
    turnsASession = Spread(lengths)
    let gaps = (0..<stream.count).compactMap { request in
      stream.predecessor(of: request).map { (stream.arrival[request] - stream.arrival[$0]).nanoseconds }
    }
    self.gaps = Spread(gaps, unit: 1e9)
    longGaps = [5, 30, 60].map { minutes in
      let long = gaps.count { $0 > Int64(minutes) * 60_000_000_000 }
      return (minutes, gaps.isEmpty ? .nan : Double(long) / Double(gaps.count))
    }
    let thinks = stream.think.filter { $0 >= 0 }
    self.thinks = thinks.isEmpty ? nil : Spread(thinks, unit: 1e9)
    var joined = 0
    for (place, join) in stream.joins.enumerated()
    where place == 0 || stream.joins[place - 1].request != join.request {
      joined += 1
    }
    joins = joined
    let reuse = PrefixReuse(stream)
    withinShare = reuse.share(reuse.within)
    acrossShare = reuse.share(reuse.across)
    survivingShare = reuse.previous > 0 ? Double(reuse.surviving) / Double(reuse.previous) : .nan
  }
}

/// Tokens of prompts that were there before, by where.
package struct PrefixReuse: Sendable {
  /// All input tokens.
  private(set) var input = 0
  /// Those in leading blocks that an earlier turn of the same session held.
  package private(set) var within = 0
  /// Those in leading blocks behind these that an earlier request of any other held.
  package private(set) var across = 0
  /// Those of the prompts that another turn follows, once for each.
  package private(set) var previous = 0
  /// Those that the following turn begins with.
  package private(set) var surviving = 0
  private let hasBlocks: Bool

  /// Counts the tokens of a stream.
  ///
  /// - Complexity: O(prefix blocks).
  package init(_ stream: QueryStream) {
    hasBlocks = stream.prefixBlocks != nil
    guard let blocks = stream.prefixBlocks else { return }
    var isKnown = [Bool](repeating: false, count: blocks.blockCount)
    /// The session that held each block first, and those that held it later.
    var owner = [UInt32](repeating: .max, count: blocks.blockCount)
    var others: Set<UInt64> = []
    for request in 0..<stream.count {
      let session = UInt32(stream.conversation(of: request))
      let tokens = stream.inputTokens(request)
      let places = blocks.places(of: request)
      var (own, all, isOwn) = (0, 0, true)
      for place in places {
        let block = blocks.ids[place]
        guard isKnown[Int(block)] else { break }
        isOwn =
          isOwn && (owner[Int(block)] == session || others.contains(UInt64(block) << 32 | UInt64(session)))
        all += blocks.tokens(at: place)
        if isOwn { own = all }
      }
      for place in places {
        let block = Int(blocks.ids[place])
        if !isKnown[block] {
          isKnown[block] = true
          owner[block] = session
        } else if owner[block] != session {
          others.insert(UInt64(block) << 32 | UInt64(session))
        }
      }
      input += tokens
      within += min(own, tokens)
      across += min(all, tokens) - min(own, tokens)
      guard let predecessor = stream.predecessor(of: request) else { continue }
      let before = stream.inputTokens(predecessor)
      previous += before
      surviving += min(blocks.commonTokens(request, predecessor), before, tokens)
    }
  }

  /// A part of all input tokens; not a number without blocks.
  package func share(_ tokens: Int) -> Double {
    hasBlocks && input > 0 ? Double(tokens) / Double(input) : .nan
  }
}

extension SessionProfile {
  /// Names and values for a table.
  package var rows: [(name: String, value: String)] {
    func spread(_ spread: Spread, _ decimals: Int) -> String {
      [spread.p50, spread.p90, spread.p99].map { StreamProfile.text($0, decimals) }.joined(separator: " / ")
    }
    var rows: [(name: String, value: String)] = [
      ("sessions", String(sessions)), ("turns in sessions", String(turns)),
      ("turns a session p50 / p90 / p99", spread(turnsASession, 0)),
      ("gap between turns p50 / p90 / p99", spread(gaps, 1) + " s"),
    ]
    for gap in longGaps {
      rows.append(("gaps above \(gap.minutes) min", StreamProfile.text(gap.share * 100, 2, " %")))
    }
    rows.append(("think time p50 / p90 / p99", thinks.map { spread($0, 1) + " s" } ?? "n/a"))
    rows.append(("turns that join others", String(joins)))
    rows += [
      ("prefix tokens of the same session", StreamProfile.text(withinShare * 100, 2, " %")),
      ("prefix tokens of other sessions", StreamProfile.text(acrossShare * 100, 2, " %")),
      ("prompt that the next turn keeps", StreamProfile.text(survivingShare * 100, 2, " %")),
    ]
    return rows
  }

  /// The same as JSON; figures that do not exist are null.
  package var json: JSONValue {
    func spread(_ spread: Spread) -> JSONValue {
      ["p50": JSONValue(spread.p50), "p90": JSONValue(spread.p90), "p99": JSONValue(spread.p99)]
    }
    return JSONValue(members: [
      ("sessions", JSONValue(sessions)), ("turns", JSONValue(turns)),
      ("turns_a_session", spread(turnsASession)), ("gap_s", spread(gaps)),
      (
        "gaps_longer_than_min_share",
        JSONValue(members: longGaps.map { (String($0.minutes), JSONValue($0.share)) })
      ),
      ("think_s", thinks.map { spread($0) } ?? .null), ("joining_turns", JSONValue(joins)),
      ("prefix_within_share", JSONValue(withinShare)), ("prefix_across_share", JSONValue(acrossShare)),
      ("surviving_prefix_share", JSONValue(survivingShare)),
    ])
  }
}

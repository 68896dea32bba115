import Decisions
import Simulation
import Tables

/// Advice in words, the same in the text, the JSON and the page.
package struct AdviceText: Sendable {
  let advice: Advice

  /// The words of some advice.
  package init(_ advice: Advice) { self.advice = advice }

  private func count(_ number: Int) -> String { number.grouped }

  /// The share of the bill that was reproduced, in a clause.
  package var reproduced: String {
    guard let share = advice.facts.calibration.reproducedShare else {
      let model = advice.facts.assumedModel.map { " as \($0.singleLine), which nobody stated" } ?? ""
      return "the log records no spend; its bill is modelled by the price book\(model)"
        + (cached.map { "; the \($0.turns) were reproduced \($0.lifetime)" } ?? "") + unpriced
    }
    return "\(NumberText.percent(share, decimals: share == 1 ? 0 : 2)) of the recorded bill was reproduced"
      + (cached.map { "; so were the \($0.turns) \($0.lifetime)" } ?? "") + unpriced
  }

  /// What the bill lacks.
  private var unpriced: String {
    let calls = advice.facts.unpriced
    return calls == 0
      ? ""
      : "; \(NumberText.count(calls, "call has", "calls have")) no price (`--prices` states some) and "
        + "\(calls == 1 ? "is" : "are") not in it"
  }

  /// The share of the turns whose cached tokens were reproduced, and under which lifetime.
  private var cached: (turns: String, lifetime: String)? {
    guard let cache = advice.facts.calibration.promptCache, cache.isUsed else { return nil }
    let share = NumberText.percent(cache.share, decimals: cache.reproduced == cache.compared ? 0 : 1)
    let own = Double(cache.rule.lifetime) == advice.facts.prefixLifetime
    let lifetime = own ? "" : ", too few, so that five minutes are assumed"
    return (
      turns: "cached tokens of \(share) of its turns",
      lifetime: "(lifetime \(count(cache.rule.lifetime)) s\(lifetime))"
    )
  }

  /// What intervals do not allow for, in sentences.
  var warnings: [String] {
    let untold = advice.facts.calibration.profile.reading?.untoldTokens ?? []
    return advice.facts.intervalWarnings.map { capitalized($0) + "." } + untold.map { "Assumed: \($0)." }
  }

  /// What the figures rest on, in sentences.
  var notes: [String] {
    var notes = [capitalized(reproduced) + "."]
    if let scaling { notes.append(capitalized(scaling) + ".") }
    notes += warnings
    if overlaps { notes.append(overlap) }
    return notes
  }

  /// Whether several measures are proposed.
  var overlaps: Bool { advice.recommended.count + advice.trials.count > 1 }

  /// That savings of several measures are no sum.
  var overlap: String { "Each saves so much alone: where measures overlap, savings do not add up." }

  /// The answer in a sentence.
  package var headline: String {
    if let refusal = advice.refusal { return words(refusal) }
    let measures = advice.recommended
    guard let first = measures.first, let saving = first.finding?.saving else {
      if let trial = advice.trials.first, let saving = trial.finding?.saving {
        return "Worth a trial: \(trial.title), \(money(saving)) a month less of \(dollars(advice.bill.mean))"
          + (price(trial).map { ", " + $0 } ?? "") + more([("to try", advice.trials.count - 1)])
      }
      let open = advice.items.first { $0.verdict == .notEnoughData && $0.finding != nil }
      let rest =
        open.map { item in
          if let share = item.sureShare {
            return " What saves \(percent(share)) of the bill, of uncertain dollars: \(item.title)."
          }
          return " What might: \(item.title), if \(doubt(item))."
        } ?? ""
      // Of what was not looked into, nothing is known.
      let isBlind = advice.items.allSatisfy { $0.finding == nil && $0.lacks != nil }
      return isBlind
        ? "Not enough data: the log lacks what each measure goes by, so that nothing is known of what would save."
        : "Nothing here would surely save a dollar a week.\(rest)"
    }
    return "\(capitalized(first.title)): \(money(saving)) a month less of \(dollars(advice.bill.mean))"
      + (price(first).map { ", " + $0 } ?? "")
      + more([("more", measures.count - 1), ("to try", advice.trials.count)])
  }

  /// How many measures stand below the one of the headline, by what is to be done; the end of its sentence.
  private func more(_ counts: [(what: String, count: Int)]) -> String {
    let parts = counts.filter { $0.count > 0 }.map { "\($0.count) \($0.what)" }
    return parts.isEmpty ? "." : "; \(parts.joined(separator: " and ")) below."
  }

  /// What is not known of a finding that is not certain.
  private func doubt(_ item: Advice.Item) -> String {
    guard let finding = item.finding, finding.isUncertain else {
      return item.finding?.isUnmeasured == true ? "its answers are as good" : "what was seen is no chance"
    }
    return switch finding.sight {
    case .machineRuns: "the provider has a batch API at half the price"
    case .unstableHead(_, _, nil): "a stamp is all that differs in first messages"
    case .unstableHead: "the provider does not read what stands before it already"
    default: "it is not done already"
    }
  }

  /// What the saving of a measure takes from the answers, or rests on, for the same sentence; nil where it is nothing.
  func price(_ item: Advice.Item) -> String? {
    guard let finding = item.finding else { return nil }
    if finding.isUnexplained { return "if what kept the provider from reading them is found" }
    return switch finding.sight {
    case .simpleCalls, .changedModels: "if the other model's answers are as good"
    case .machineRuns: "with answers up to a day later"
    case .heavyUsers(_, _, _, _, let refused, _, _): "by refusing \(share(refused)) of the calls"
    case .repeatedCalls(let seconds, _, _, _): "with answers up to \(seconds / 3600) h old"
    case .similarCalls: "if similar questions have the same answer"
    default: nil
    }
  }

  /// A number of calls as a share of all.
  private func share(_ calls: Int) -> String {
    NumberText.percent(Double(calls) / Double(max(1, advice.facts.count)))
  }

  private func words(_ refusal: Advice.Refusal) -> String {
    switch refusal {
    case .tooLittle(let calls, let days):
      "Not enough data: \(NumberText.count(calls, "call")) in \(span(days)) \(calls == 1 ? "says" : "say") nothing about a month; 200 or more, over an hour or "
        + "more, are wanted."
    case .notReproduced(let share, let least):
      "No advice: only \(NumberText.percent(share)) of the recorded bill was reproduced, and at least "
        + "\(NumberText.percent(least)) must be before anything is varied; `simbench calibrate` says why."
    case .noBill:
      "No advice: nothing in the log has a price, so that nothing can be saved; `--prices` states some."
    case .noTimes: "No advice: the log has no times, so that no month's bill follows from it."
    }
  }

  /// How far the log is scaled to a month; nil where it is about as long.
  var scaling: String? {
    let times = advice.facts.spansPerMonth
    guard advice.facts.hasTimes, advice.bill.mean.isFinite, times > 1.5 || times < 0.67 else { return nil }
    return "a month is this span \(NumberText.significant(times)) times"
  }

  /// How many calls the log has, in which span where it tells.
  var asked: String {
    let calls = NumberText.count(advice.facts.count, "call")
    return advice.facts.hasTimes ? "\(calls) in \(span(advice.facts.days))" : "\(calls) without times"
  }

  /// A span of days.
  func span(_ days: Double) -> String {
    days * 86_400 < 1
      ? "less than a second"
      : days < 2 ? "\(NumberText.significant(days * 24)) h" : "\(NumberText.significant(days)) days"
  }

  func dollars(_ value: Double) -> String { NumberText.dollars(value) }

  /// Dollars with their interval.
  func money(_ estimate: Estimate) -> String {
    guard estimate.mean.isFinite else { return NumberText.missing }
    guard estimate.halfWidth.isFinite else { return "\(dollars(estimate.mean)) (no interval)" }
    return
      "\(dollars(estimate.mean)) ±\(NumberText.dollars(estimate.statedHalfWidth, beside: estimate.mean).dropFirst())"
  }

  func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  /// What answers that are kept for less time save; empty where nothing shorter was tried.
  private func shorter(_ trials: [(lifetime: Int, saving: Double)]) -> String {
    guard !trials.isEmpty else { return "" }
    let parts = trials.map { "for \($0.lifetime == 3600 ? "an hour" : "a day") \(dollars($0.saving))" }
    return " Kept \(parts.joined(separator: ", ")) a month less."
  }

  /// What a cache saves that answers users by their own calls alone.
  private func ownCalls(_ saving: Double) -> String {
    if saving == 0 { return " No user's calls repeat one of the same user." }
    let what =
      saving > 0 ? "\(dollars(saving)) a month" : "nothing beside what the log's own cache saves"
    return " A cache that answers users by their own calls alone saves \(what)."
  }

  private func lifetime(_ seconds: Int) -> String {
    switch seconds {
    case ..<3600: "\(seconds / 60) min"
    case ..<86_400: seconds == 3600 ? "hour" : "\(seconds / 3600) hours"
    default: seconds == 86_400 ? "day" : "\(seconds / 86_400) days"
    }
  }

  /// What was seen of an item, in a sentence, and the share that is saved where only that is certain.
  func seen(_ item: Advice.Item) -> String {
    guard let share = item.sureShare else { return sight(item) + want(item) }
    return sight(item)
      + " It saves \(percent(share)) of the bill; how many dollars that is hangs on how much is asked."
  }

  /// Why a measure whose saving was reckoned is not advised, where what was seen does not say it; else empty.
  private func want(_ item: Advice.Item) -> String {
    guard let finding = item.finding else { return "" }
    if finding.isUnexplained, item.verdict == .tryFirst {
      return
        " These models cache by themselves, none of their calls that tell cached tokens read any, and nothing in the log says why: see "
        + "first whether the gateway logs what the provider reads, then send calls that share a prefix with one key."
    }
    guard item.verdict == .notEnoughData else { return "" }
    switch finding.sight {
    case .similarCalls, .unstableHead(_, _, nil): return ""
    case .machineRuns where finding.isUncertain: return ""
    default: break
    }
    if finding.isUncertain {
      return
        " Not enough data: these models cache by themselves, and the log does not tell what of it they have saved already."
    }
    guard finding.saving.halfWidth.isFinite else {
      return " Not enough data: what it saves has no interval, so that it may be chance."
    }
    return " Not enough data: what it saves lies within chance."
  }

  /// A share with its interval.
  private func percent(_ share: Estimate) -> String { NumberText.estimate(share, scale: 100) + " %" }

  /// Whose prompt cache a finding is about, where a log has calls to others too.
  private func models(_ finding: Measure.Finding) -> String {
    finding.isAutomatic
      ? "to models that cache by themselves" : "to models whose cache is asked and charges for writes"
  }

  /// What differs in first messages, each with its share of the calls.
  private func differing(_ stamps: Measure.Stamps, of calls: Int) -> String {
    let kinds = [("dates or times", stamps.dates), ("numbers", stamps.numbers), ("ids", stamps.ids)]
    let parts = kinds.filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }.map { name, own in
      own == calls ? name : "\(name) (\(NumberText.percent(Double(own) / Double(max(1, calls)))) of them)"
    }
    return parts.joined(separator: ", ")
  }

  private func sight(_ item: Advice.Item) -> String {
    guard let finding = item.finding else {
      return item.lacks.map { "The log lacks \($0)." } ?? "Nothing of the kind is in the log."
    }
    return switch finding.sight {
    case .unstableHead(let calls, let tokens, let stamps?):
      "\(NumberText.count(calls, "call")), \(share(calls)) of all, \(calls == 1 ? "begins" : "begin") with a first message of "
        + "up to \(count(tokens)) tokens that was sent "
        + "shortly before but for \(differing(stamps, of: calls)): that keeps the provider's cache from reading the rest."
    case .unstableHead(let calls, let tokens, nil):
      "\(NumberText.count(calls, "call begins", "calls begin")) with a first message of up to \(count(tokens)) tokens that is as long as others' and "
        + "never the same. Where that is a time stamp or a number, it keeps the provider's cache from reading the rest; what "
        + "differs was not looked at."
    case .repeatedPrefix(let seconds, let share, let recorded, let isPart, _):
      "\(NumberText.percent(share)) of the input \(isPart ? models(finding) + " " : "")begins as a prompt of the "
        + "\(lifetime(seconds)) before did; "
        + (recorded.map { "the log's own share of cached tokens is \(NumberText.percent($0))." }
          ?? "the log does not tell what was read from a cache.")
    case .unreadWrites(let written, let read):
      "\(NumberText.count(written, "token was", "tokens were")) written to the prompt cache and \(count(read)) read from it: the writes cost more "
        + "than the reads saved."
    case .idleConversations(let turns, let kept, let reads, let most, let interval):
      "\(NumberText.count(turns, "turn")) came after the provider had forgotten the conversation; a read every "
        + "\(lifetime(interval)), at most \(most) after a turn, \(count(reads)) in all, would keep \(count(kept)) of them."
    case .changedModels(let turns):
      "\(NumberText.count(turns, "turn")) went to another model than the turn before, whose cache had nothing of the conversation; with "
        + "the model that it began with, all its turns cost so much less."
    case .brokenHistory(let heads, let tools, let edits):
      "\(NumberText.count(heads, "turn")) came with another head than the turn before, \(count(tools)) with other tools and "
        + "\(count(edits)) with an edited history: what the provider had kept was of no use."
    case .unmarkedTurns(let turns):
      "\(NumberText.count(turns, "turn")) began as the turn before and read less of it than that had sent, though nothing had changed."
    case .simpleCalls(let model, let cheaper, let calls, let user, let output, let followUps):
      "\(NumberText.count(calls, "call")) to \(model.singleLine) \(calls == 1 ? "asks" : "ask") in at most \(user) tokens and "
        + "\(calls == 1 ? "is" : "are") answered in at most \(output); \(cheaper.singleLine) would take them."
        + (followUps > 0
          ? " Of them \(NumberText.count(followUps, "goes", "go")) on a conversation that it would have to follow."
          : "")
    case .machineRuns(let users, let calls, let runs, let halved):
      "\(NumberText.count(calls, "call")) of \(NumberText.count(users, "user")) \(calls == 1 ? "comes" : "come") in \(NumberText.count(runs, "dense run")), as jobs do; "
        + "a batch API answers within hours at half the price."
        + (halved > 0
          ? " Of \(NumberText.count(halved, "call")) the price book has no price of a batch, and perhaps the provider none."
          : "")
    case .heavyUsers(let users, let of, let share, let cap, let refused, let capped, let jobs):
      "\(count(users)) of \(NumberText.count(of, "user")) \(users == 1 ? "makes" : "make") \(NumberText.percent(share)) of the bill; a cap of \(dollars(cap)) a day, "
        + "ten times what all but a twentieth of the others spend at most, would refuse "
        + "\(NumberText.count(refused, "call")) of \(NumberText.count(capped, "user"))."
        + (jobs > 0
          ? " \(NumberText.count(jobs, "user")) whose calls come as jobs do, day after day, "
            + "\(jobs == 1 ? "is" : "are") left out, and \(jobs == 1 ? "wants a budget of its" : "want budgets of their") own."
          : "")
    case .repeatedCalls(let seconds, let share, let shorter, let own):
      "\(NumberText.percent(share)) of the calls are equal to one of the \(lifetime(seconds)) before."
        + self.shorter(shorter)
        + (own.map(ownCalls) ?? "")
    case .equalCallsAtOnce(let share): "\(NumberText.percent(share)) of the calls are equal to one under way."
    case .similarCalls(let threshold, let share, let beyond, let histories):
      "At a cosine of \(threshold), \(NumberText.percent(share)) of the calls are like one of the day before, "
        + "\(NumberText.percent(beyond)) more than are equal; whether their answers are the same stands in no log "
        + "(`simbench label` has them judged)."
        + (histories > 0
          ? " \(NumberText.count(histories, "call")) with messages before the last, beside a system prompt, "
            + "\(histories == 1 ? "is" : "are") left out: the same words ask something else there."
          : "")
    }
  }

  /// What may be lost by a measure, in a sentence; empty where nothing is.
  func risk(_ item: Advice.Item) -> String {
    guard let finding = item.finding else { return "" }
    return switch finding.sight {
    case .unstableHead(_, _, nil):
      "None to the answers; first messages that are others throughout, such as documents that were looked up, save nothing."
    case .unstableHead: "None to the answers, if what changes is told behind the rest."
    case .equalCallsAtOnce, .unreadWrites, .unmarkedTurns: "None to the answers."
    case .idleConversations:
      "None to the answers; reads after the last turn are paid for nothing, and are counted."
    case .changedModels: "The model that answers is another one: its answers were not measured."
    case .brokenHistory: "None, unless what was changed had to be."
    case .repeatedPrefix(let seconds, _, _, _, _):
      finding.isAutomatic
        ? "None to the answers."
        : "None to the answers; what is written\(seconds > 300 ? " for an hour" : "") and not read again costs more."
    case .simpleCalls:
      "The cheaper model's answers were not measured: try it on a part first (\(trial)), and compare."
    case .machineRuns:
      "Answers come up to a day later; that nobody waits for them is guessed from their times."
    case .heavyUsers(_, _, _, _, let refused, _, _):
      "Whoever passes the cap is refused for the rest of the day: \(share(refused)) of the calls."
    case .repeatedCalls(let seconds, _, _, let own):
      "A repeated answer may be out of date by up to \(seconds / 3600) h; nothing in the log tells when answers change."
        + (own == nil
          ? "" : " Users get what others were answered, personal data too, unless the key holds the user.")
    case .similarCalls: "Users may get the answer to another question."
    }
  }

  /// How long a trial must run to see two points of quality.
  private var trial: String {
    // Two arms, 5 % both ways, power 80 %, nine of ten answers good: 2 (1.96 + .84)^2 .9 .1 / .02^2 an arm.
    let perArm = 3528.0
    let perDay = Double(advice.facts.count) / advice.facts.days
    return "\(NumberText.fixed(perArm)) calls an arm show a loss of two points, "
      + "\(span(2 * perArm / max(perDay, 1e-9))) of this traffic"
  }

  /// How much work an item is.
  func effort(_ item: Advice.Item) -> String {
    switch item.name {
    case "exact_cache", "single_flight", "cap_users", "end_writes": "a setting of the gateway"
    case "sticky_model": "a setting of the gateway"
    case "prompt_cache", "stable_head", "breakpoints": "a few lines"
    case "cheaper_model", "batch": "a few lines and a trial"
    default: "days of work"
    }
  }

  /// Whether the dollars are measured on the log's own bill, or modelled.
  var basis: String {
    advice.facts.calibration.reproducedShare == nil ? "modelled by the price book" : "on the recorded bill"
  }
}

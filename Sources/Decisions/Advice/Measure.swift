import Simulation

/// One kind of change to how calls are made, looked for in a log: one declaration each, and a line in ``all``.
package struct Measure: Sendable {
  /// What a log shows of a measure; words are made of it where it is reported.
  package enum Sight: Sendable {
    /// The heads of prompts differ in stamps alone; or they are as long as each other and differ, where nil.
    case unstableHead(calls: Int, tokens: Int, stamps: Stamps?)
    /// Prompts begin as others did within the lifetime in seconds, for a share of all input tokens; the log's own share
    /// of cached tokens beside it, where it has one; of the models alone whose caches are asked, or read by themselves,
    /// where there are both. Caches that are asked are asked behind the first message, or at the end.
    case repeatedPrefix(lifetime: Int, share: Double, recorded: Double?, isPart: Bool, marksHead: Bool)
    /// Tokens are written to a prompt cache at a price, and too few of them read again.
    case unreadWrites(written: Int, read: Int)
    /// Turns came after the provider had forgotten their conversation; so many of them would be kept by reads, of which
    /// there are at most so many after a turn, one each so many seconds.
    case idleConversations(turns: Int, kept: Int, reads: Int, most: Int, interval: Int)
    /// Turns went to another model than the turn before, which had to read all anew.
    case changedModels(turns: Int)
    /// Turns came with another head, other tools or another history than the turn before.
    case brokenHistory(heads: Int, tools: Int, edits: Int)
    /// Turns began as the turn before and did not read it, where the provider caches what is marked.
    case unmarkedTurns(turns: Int)
    /// Short questions with short answers go to a dear model; so many of them go on a conversation.
    case simpleCalls(
      model: String, cheaper: String, calls: Int, userTokens: Int, outputTokens: Int, followUps: Int)
    /// Some users' calls come in dense runs that nobody waits for; of so many the book has no price of a batch, and half is
    /// taken.
    case machineRuns(users: Int, calls: Int, runs: Int, halved: Int)
    /// A few users make most of the bill; the cap is in dollars a day and user, and refuses so many calls of so many users.
    /// Users whose calls are those of jobs are left out.
    case heavyUsers(
      users: Int, of: Int, share: Double, cap: Double, refused: Int, capped: Int, jobs: Int)
    /// Equal calls come again within a lifetime in seconds; dollars a month less with shorter lifetimes beside it, and with a
    /// cache that answers a user by that user's own calls alone, where the log names users: below 0 where the log's own cache
    /// saves more.
    case repeatedCalls(
      lifetime: Int, hitShare: Double, shorter: [(lifetime: Int, saving: Double)] = [],
      ofOneUser: Double? = nil)
    /// Equal calls run at the same time.
    case equalCallsAtOnce(share: Double)
    /// Similar calls come again; whether their answers are the same is not known. So many calls go on a conversation, and pass
    /// by: what their last message asks hangs on those before it.
    case similarCalls(threshold: Double, hitShare: Double, beyondExact: Double, histories: Int)
  }

  /// Calls whose first message differs from that of the call before in dates and times, in numbers, and in ids: one may
  /// differ in several.
  package struct Stamps: Sendable, Hashable {
    package var dates, numbers, ids: Int
  }

  /// What was found of a measure.
  package struct Finding: Sendable {
    /// What was seen.
    package var sight: Sight
    /// Dollars a month less, with the interval.
    package var saving: Estimate
    /// The same as a share of the bill, whose interval does not follow how much a log's heaviest users ask; nil where none is
    /// known.
    package var share: Estimate?
    /// The same by call in picodollars, so that measures on the same calls are not counted twice; nil where a run tells no
    /// more than a sum.
    var byCall: [Double]?
    /// The strategy of the run that it comes from, if it does.
    package var strategy: String?
    /// Whether nobody knows what it does to the answers.
    package var isUnmeasured = false
    /// Whether it leaves calls unanswered.
    package var isRefusing = false
    /// Whether it was perhaps done already, or is not in the user's hands.
    package var isUncertain = false
    /// Whether the log tells that nothing of it was done so far though it is done by itself, and not why.
    package var isUnexplained = false
    /// Whether the provider does it by itself, without being asked to.
    package var isAutomatic = false
    /// Whether it ends something that is done now.
    package var isEnding = false
  }

  /// What there is to be said of a measure on a log.
  package enum Outcome: Sendable {
    /// It would save something, or was looked into: the best of its variants.
    case found(Finding)
    /// The log lacks what it takes to tell: what that is, as a noun.
    case lacks(String)
    /// There is nothing of the kind in the log.
    case nothing
  }

  /// A short name, as it stands in JSON.
  package let name: String
  /// What is done, in a few words.
  package let title: String
  let look: @Sendable (LogFacts) -> Outcome

  /// Every measure that needs no run. A new one is a declaration and a line here.
  static let all: [Measure] = [
    .stableHead, .promptCache, .endWrites, .keepAlive, .breakpoints, .stableHistory, .stickyModel,
    .cheaperModel, .batch, .capUsers,
  ]
}

import Simulation

/// How a log was read: what was found in it, and what was assumed by which rule.
public struct RecordedReading: Sendable {
  /// Where a count of tokens comes from.
  public enum TokenRule: UInt8, CaseIterable, Sendable {
    /// The log's own count.
    case recorded
    /// A token for every four characters of Latin script, more of other scripts, and a fixed number an image.
    case estimated
    /// The setting for answers that are not recorded.
    case assumed

    /// The rule's name in a table.
    package var key: String {
      switch self {
      case .recorded: "recorded"
      case .estimated: "estimated"
      case .assumed: "assumed"
      }
    }

    /// What the rule is called in reports.
    public var name: String {
      switch self {
      case .recorded: "recorded"
      case .estimated: "estimated from the text (4 characters a token)"
      case .assumed: "assumed (default_output_tokens)"
      }
    }
  }

  /// What a reader should know of some rows.
  public enum Remark: UInt8, CaseIterable, Sendable {
    case zeroUsage, unequalTotal, failed, cutText, hasImages, noUser, repeated, nested, sessionAsUser, cutEnd
    case noParent, nearHit, cachedBeside, piece, otherUnit, dayNumber, otherTier, searches, retried, foreign
    case cachedNamed, zeroKept, noCall, lengths, localTime, otherCurrency
    case wordless, defaultTemperature, cachedAsOthers, thoughtsAsOthers, audio
    case dayAlone, sum, otherModel, failedBilled, servedTier, multiplied, noInput, late, graded, turns
    case guessed, earlierTime, runningTotal, sampled, unitless, otherKind

    /// The remark as a sentence's end behind the number of rows.
    public var text: String {
      switch self {
      case .zeroUsage: "a usage of zeros beside an answer; their tokens are estimated from the text"
      case .unequalTotal: "a total of tokens that is not the sum of input and output"
      case .failed: "a failed call, which is kept with no tokens and not billed"
      case .failedBilled: "a failed call that the log bills, which keeps its tokens"
      case .cutText: "a text that the log has cut or redacted; it is not compared with others"
      case .hasImages: "images without usage, counted as 765 tokens each (85 at low detail)"
      case .repeated: "a call that another row told of before; it counts once"
      case .nested: "a span around the calls of other spans, which count instead"
      case .sessionAsUser: "a session, which stands for the user"
      case .cutEnd: "the last line is cut, as while it was being written, and left out"
      case .noParent: "a predecessor that is not in the file; they begin a session"
      case .noUser: "no user, although other rows have one"
      case .cachedBeside:
        "more cached tokens than input tokens; the input is taken to lack the cached ones"
      case .cachedAsOthers:
        "cached tokens of a model whose other rows have more of them than input tokens; the input is taken to lack them too"
      case .thoughtsAsOthers:
        "tokens of reasoning of a model whose other rows have more of them than output tokens; the output is taken to lack them too"
      case .otherUnit: "a time in another unit than the first one; each is taken by its own size"
      case .dayNumber:
        "a time between 36,526 and 73,050, taken as seconds; as days of a spreadsheet they would lie in this century"
      case .otherTier:
        "another service tier than the standard one, at whose prices they are taken"
      case .servedTier:
        "a batch API, flex or priority processing, at whose prices they are taken: a batch at half where the price book has none, others at the standard ones"
      case .dayAlone:
        "a day without a time of day, which is taken for its midnight; rows that sum up a day look like that too"
      case .sum: "more than ten million input tokens, which no model takes at once; such a row sums up calls"
      case .otherModel: "an answer of another model than was asked for, which is the one that counts"
      case .audio:
        "tokens of audio or images, which are taken at the prices of text where the price book has none of their own"
      case .searches:
        "web searches, which cost what the price book says of one beside the tokens, or nothing where it says nothing"
      case .retried:
        "a call that had failed before under the same name; it counts once, as what succeeded and was billed"
      case .foreign: "no record of the log, such as lines of another program, and are left out"
      case .cachedNamed:
        "cached tokens under Anthropic's names, which are taken to stand beside the input"
      case .zeroKept: "messages, no answer and a usage of zeros, which is kept"
      case .noCall: "no call of a model; the file has no others"
      case .lengths: "lengths in columns that do not say of what, taken as tokens"
      case .localTime:
        "a local time, read by this machine's file of its zone; of an hour that comes twice the first is taken"
      case .otherCurrency: "a cost in another currency than dollars, which is left out"
      case .wordless:
        "a model that writes no text and an output that is not recorded, which is taken for none"
      case .defaultTemperature: "no temperature, which is the provider's own, above 0"
      case .noInput: "neither a count of the input nor its text; it is taken for none"
      case .guessed: "counts of tokens that the log itself estimates, since its provider told none"
      case .late:
        "an update of a call, or the user of its trace, that stands a thousand calls behind it and is left out"
      case .turns:
        "more than one turn or call beside their usage, which may sum up calls that other rows tell of"
      case .earlierTime:
        "no time of its own; that of the message before is taken, or of the conversation"
      case .unitless:
        "a duration whose unit neither its name nor the rest of the row tells, which is left out"
      case .otherKind:
        "a kind that is none of a call's, such as a tool's or a start's, and no tokens, and are left out"
      case .sampled:
        "a sampling fraction below 1: not all calls were logged, and totals and rates are those of the logged ones alone"
      case .runningTotal: "a running total of calls that other rows tell of, and are left out"
      case .graded:
        "tokens of models that graded the answer, which the log sums up without naming them; they are left out"
      case .piece: "a piece of a streamed answer without usage; the piece with the usage counts"
      case .multiplied:
        "a faster mode or a place of processing that costs a multiple: the price book's, or the usual prices where it has none"
      case .nearHit: "a hit of a gateway's semantic cache, which no replay of equal requests reproduces"
      }
    }
  }

  /// The format that the file was read as.
  public var format = ""
  /// How times were written: a unit, iso8601, or nil without times.
  public var timeUnit: String?
  /// Nanoseconds since 1970, or from any origin, of the first arrival; nil without times.
  public var firstTime: Int128?
  /// What the clock that counts those shows when the stream begins; nil without times, and where the stream does not run
  /// as fast as it was recorded.
  public var zeroTime: Int128?
  /// Nanoseconds of the last arrival.
  public var lastTime: Int128?
  /// Rows by the rule for input tokens, in the order of the rules.
  public var inputRules = [Int](repeating: 0, count: TokenRule.allCases.count)
  /// Rows by the rule for output tokens.
  public var outputRules = [Int](repeating: 0, count: TokenRule.allCases.count)
  /// Rows with a temperature, or whose request says that it is the provider's default.
  public var temperatures = 0
  /// Rows that name a user.
  public var users = 0
  /// The user that stands for all rows that name none; nil where each names one.
  package var namelessUser: UInt32?
  /// Rows with a text.
  public var texts = 0
  /// Rows by remark.
  public var remarks = [Int](repeating: 0, count: Remark.allCases.count)

  /// Nothing read.
  public init() {}

  /// Nanoseconds since 1970 when the stream begins; nil where its times count from an origin of their own.
  package var beginning: Int64? {
    // From 2001 to 2065: what counts from another origin is less.
    guard let zeroTime, zeroTime >= 1_000_000_000_000_000_000, zeroTime < 3_000_000_000_000_000_000 else {
      return nil
    }
    return Int64(exactly: zeroTime)
  }

  /// Whether there are calls that did not fail, and none of them tells tokens.
  package var tellsNoCounts: Bool {
    let recorded = Int(TokenRule.recorded.rawValue)
    return inputRules[recorded] == 0 && outputRules[recorded] == 0
      && inputRules.reduce(0, +) > remarks[Int(Remark.failed.rawValue)]
  }

  /// What should be known, a sentence each.
  public var notes: [String] {
    Remark.allCases.compactMap { remark in
      let count = remarks[Int(remark.rawValue)]
      if remark == .cutEnd { return count > 0 ? remark.text : nil }
      // It matters where a cache goes by it, and is told there.
      if remark == .defaultTemperature { return nil }
      return count > 0 ? "\(count.grouped) \(count == 1 ? "row has" : "rows have") \(remark.text)" : nil
    }
  }
}

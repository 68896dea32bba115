import Declarations
import Traffic

/// What the rows of a recording say of their conversations, until all rows are there and in order.
///
/// A conversation has a main thread and may have others beside it: those of sub-agents. A thread begins behind the
/// last answer of the thread that it was started from, and is joined by that thread's first turn after its end.
struct TurnRows {
  /// What a row names as the turn that it follows.
  struct Mention {
    /// The row's place in the order of the rows read.
    var row: UInt32
    /// The number of the name, or `none` where the row begins its conversation.
    var name: UInt32
    var position: SourcePosition
  }

  /// Marks what a row lacks.
  static let none = UInt32.max

  /// The conversation of each row; empty until a row has one.
  private(set) var session: [UInt32] = []
  /// The thread of each row within all conversations.
  private(set) var thread: [UInt32] = []
  /// The number of each row's own name; empty until a row has one.
  private var name: [UInt32] = []
  /// The stated turn of each row.
  private var turn = SparseColumn<UInt32>()
  /// The stated time after the answer before.
  private var think = SparseColumn<Int64>()
  private var mentions: [Mention] = []
  /// Where rows state their turns.
  private var turnPositions: [UInt32: SourcePosition] = [:]
  /// Whether a turn that is not there begins its conversation, since rows were left out.
  var skipsMissing = false
  private(set) var sessions = KeyNumbering()
  private var threads = KeyNumbering()
  private var names = KeyNumbering()
  /// The thread that each thread was started from.
  private var parents: [UInt32] = []
  /// The words of names, for messages.
  private var words: [String] = []

  /// Whether any row tells of its conversation.
  var isEmpty: Bool { session.isEmpty }

  /// Takes a row, the next after those that were taken.
  mutating func append(_ row: RecordedRow, at index: Int) {
    if row.session.isEmpty && session.isEmpty { return }
    while session.count < index { appendNothing() }
    guard !row.session.isEmpty else { return appendNothing() }
    session.append(sessions.number(of: row.session).number)
    let main = thread(row.session, "")
    let parent = row.parentThread.isEmpty ? main : thread(row.session, row.parentThread)
    let own = row.thread.isEmpty ? main : thread(row.session, row.thread)
    if own != main { parents[Int(own)] = parent }
    thread.append(own)
    turn.append(row.turn, at: index)
    if let position = row.turnPosition { turnPositions[UInt32(index)] = position }
    think.append(row.think, at: index)
    if let own = row.turnName {
      while name.count < index { name.append(TurnRows.none) }
      name.append(number(own, of: row))
    }
    guard let followed = row.followedTurns else { return }
    for (followed, position) in followed {
      mentions.append(Mention(row: UInt32(index), name: number(followed, of: row), position: position))
    }
    if followed.isEmpty {
      mentions.append(Mention(row: UInt32(index), name: TurnRows.none, position: row.position))
    }
  }

  private mutating func appendNothing() {
    session.append(TurnRows.none)
    thread.append(TurnRows.none)
  }

  private mutating func thread(_ session: [UInt8], _ path: String) -> UInt32 {
    var key = FingerprintStream()
    key.append(session)
    key.append([0])
    key.append(path)
    let (number, isNew) = threads.number(of: key.fingerprint)
    if isNew { parents.append(TurnRows.none) }
    return number
  }

  private mutating func number(_ word: String, of row: RecordedRow) -> UInt32 {
    let (number, isNew) = names.number(of: row.session + [0] + Array(word.utf8))
    if isNew { words.append(word) }
    return number
  }

  /// Puts the rows into another order, or keeps some of them.
  mutating func gather(_ order: [Int], of count: Int) {
    if isEmpty { return }
    while session.count < count { appendNothing() }
    session = order.map { session[$0] }
    thread = order.map { thread[$0] }
    if !name.isEmpty { name = order.map { $0 < name.count ? name[$0] : TurnRows.none } }
    turn.gather(order)
    think.gather(order)
    var place = [UInt32](repeating: TurnRows.none, count: count)
    for (new, old) in order.enumerated() { place[old] = UInt32(new) }
    var positions: [UInt32: SourcePosition] = [:]
    for (old, position) in turnPositions where place[Int(old)] != TurnRows.none {
      positions[place[Int(old)]] = position
    }
    turnPositions = positions
    mentions = mentions.compactMap { mention in
      let new = place[Int(mention.row)]
      return new == TurnRows.none
        ? nil : Mention(row: new, name: mention.name, position: mention.position)
    }.sorted {
      ($0.row, $0.position.line, $0.position.column) < ($1.row, $1.position.line, $1.position.column)
    }
  }
}

extension TurnRows {
  /// Fills the stream's columns of conversations; its times are those of the replay.
  ///
  /// - Complexity: O(requests log requests), and up to 64 requests back in a thread for each.
  mutating func fill(_ stream: inout QueryStream, timeScale: Double) throws(Diagnostic) {
    if isEmpty { return }
    while session.count < stream.count { appendNothing() }
    var maker = TurnLinks(stream, parents: parents)
    var rowOfName: [UInt32: UInt32] = [:]
    for (row, name) in name.enumerated() where name != TurnRows.none {
      if rowOfName[name] == nil { rowOfName[name] = UInt32(row) }
    }
    var next = 0
    var lastTurn = [UInt32](repeating: TurnRows.none, count: sessions.count)
    for row in 0..<stream.count {
      guard session[row] != TurnRows.none else {
        stream.appendTurn(session: QueryStream.noSession, turn: 0)
        continue
      }
      let own = turn[row] ?? lastTurn[Int(session[row])] &+ 1
      try check(own, of: row, &lastTurn)
      let first = next
      while next < mentions.count, mentions[next].row == row { next += 1 }
      var stated: [Int]?
      if first < next {
        stated = []
        for mention in mentions[first..<next] where mention.name != TurnRows.none {
          if skipsMissing, rowOfName[mention.name] == nil { continue }
          stated?.append(try target(of: mention, row, rowOfName, stream))
        }
      }
      let links = maker.links(of: row, in: thread[row], stated: stated)
      var think = QueryStream.unknownThink
      if let told = self.think[row] {
        think = timeScale == 1 ? told : Int64((Double(told) / timeScale).rounded())
      } else if let end = links.end {
        think = (stream.arrival[row].nanoseconds - end)
      }
      stream.appendTurn(
        session: session[row], turn: own,
        predecessor: links.predecessor.map(UInt32.init) ?? QueryStream.noPredecessor, think: think)
      stream.joins += links.others.map { TurnJoin(request: UInt32(row), predecessor: UInt32($0)) }
    }
  }

  /// Checks that the turns of a session are in the order of their times.
  private func check(_ own: UInt32, of row: Int, _ lastTurn: inout [UInt32]) throws(Diagnostic) {
    let last = lastTurn[Int(session[row])]
    if last != TurnRows.none, own <= last {
      throw Diagnostic(
        own == last
          ? "turn is \(own), which the session has twice; each turn once was expected"
          : "turn is \(own), and turn \(last) of the session lies before it in time: the session goes back in time; "
            + "turns in the order of their times were expected", position: turnPositions[UInt32(row)])
    }
    lastTurn[Int(session[row])] = own
  }

  /// The row that a mention means.
  ///
  /// - Throws: a `Diagnostic` when there is none, when it lies later, or when it had not ended.
  private func target(
    of mention: Mention, _ row: Int, _ rowOfName: [UInt32: UInt32], _ stream: QueryStream
  ) throws(Diagnostic) -> Int {
    let word = words[Int(mention.name)].singleLine
    guard let found = rowOfName[mention.name] else {
      throw Diagnostic(
        "predecessor is '\(word)', which is no turn of the session; one of its turns was expected",
        position: mention.position)
    }
    guard found < row else {
      if found == row || follows(Int(found), row, rowOfName) {
        throw Diagnostic(
          "predecessor is '\(word)', which makes a circle: that turn follows this one",
          position: mention.position)
      }
      throw Diagnostic(
        "predecessor is '\(word)', which comes after this turn: the session goes back in time; a turn before it "
          + "was expected", position: mention.position)
    }
    if let latency = stream.recorded.latency[Int(found)] {
      let late = stream.arrival[Int(found)].nanoseconds + latency - stream.arrival[row].nanoseconds
      if late > 0 {
        throw Diagnostic(
          "predecessor is '\(word)', whose answer came \((Double(late) / 1e9).short) s after this turn; a turn that "
            + "had ended was expected", position: mention.position)
      }
    } else if !stream.recorded.latency.isEmpty, think[row] == nil {
      throw Diagnostic(
        "predecessor is '\(word)', which never ends: its latency_s is empty and this turn has no think_s; one of "
          + "them was expected", position: mention.position)
    }
    return Int(found)
  }

  /// Whether a row follows another by what the rows say, over any number of steps.
  private func follows(_ row: Int, _ other: Int, _ rowOfName: [UInt32: UInt32]) -> Bool {
    var seen: Set<UInt32> = []
    var waiting = [UInt32(row)]
    while let row = waiting.popLast() {
      if row == other { return true }
      guard seen.insert(row).inserted else { continue }
      var low = 0
      var high = mentions.count
      while low < high {
        let middle = (low + high) / 2
        if mentions[middle].row < row { low = middle + 1 } else { high = middle }
      }
      while low < mentions.count, mentions[low].row == row {
        if let next = rowOfName[mentions[low].name] { waiting.append(next) }
        low += 1
      }
    }
    return false
  }
}

import Declarations
import Files
import Strategies
import Traffic

/// About how much memory a run takes, told before it starts: one that does not fit would end after minutes.
package struct MemoryEstimate {
  /// Requests of a replication.
  package var requests: Double
  /// Replications; the streams of all are held at once, but for a recording, which is held once.
  package var replications = 1
  /// Cells that run at once.
  package var cellsAtOnce = 1
  /// Strategies whose outcomes are kept, one a request.
  package var keptStrategies = 0
  /// Different prompts; nil where nobody knows.
  package var distinctPrompts: Double?
  /// Prompts that may occur in a stream, whether or not they do: tables of prompts have as many places.
  package var possiblePrompts = 0.0
  /// Ranks of the distributions that a synthetic stream is drawn from.
  package var ranks = 0.0
  /// Prompts that are compared or embedded.
  package var comparedPrompts = 0.0
  /// Whether the requests were recorded.
  package var isRecorded = false

  /// Bytes of a request in a prepared stream: its columns, its keys and its text's place.
  private static let streamBytes = Double(QueryStream.bytesPerRequest) + 16
  /// Bytes of a request in a cell that runs: its outcome, links, events and sorted latencies.
  private static let cellBytes = 64.0
  /// Bytes of a request in outcomes that are kept.
  private static let outcomeBytes = 40.0
  /// Bytes of a place in the tables of prompts of a cell: its entry, links and cost.
  private static let promptBytes = 48.0
  /// Bytes of a prompt that is compared: its vector, text and neighbours.
  private static let comparedBytes = 2500.0
  /// Bytes of a rank.
  private static let rankBytes = 16.0

  /// An estimate for streams of so many requests.
  package init(
    requests: Double, replications: Int = 1, cellsAtOnce: Int = 1, possiblePrompts: Double = 0
  ) {
    self.requests = requests
    self.replications = replications
    self.cellsAtOnce = cellsAtOnce
    self.possiblePrompts = possiblePrompts
  }

  /// What does not depend on the number of replications.
  private var fixedBytes: Double {
    let cells = Double(cellsAtOnce)
    var bytes = cells * (requests * MemoryEstimate.cellBytes + possiblePrompts * MemoryEstimate.promptBytes)
    bytes += ranks * MemoryEstimate.rankBytes * cells
    bytes += comparedPrompts * MemoryEstimate.comparedBytes
    if isRecorded { bytes += requests * MemoryEstimate.streamBytes }
    return bytes
  }

  /// What a replication adds.
  private var replicationBytes: Double {
    requests
      * ((isRecorded ? 0 : MemoryEstimate.streamBytes) + Double(keptStrategies) * MemoryEstimate.outcomeBytes)
  }

  /// The bytes of the whole run.
  package var bytes: Double { fixedBytes + Double(replications) * replicationBytes }

  /// Refuses a run that does not fit, and says what would.
  ///
  /// - Parameter free: bytes that are free; nil when nobody knows.
  /// - Throws: a `Diagnostic`.
  package func check(free: Int?) throws(Diagnostic) {
    guard let free, bytes > Double(free) else { return }
    let room = Double(free)
    var wayOut: String
    if replications > 1, fixedBytes + replicationBytes <= room {
      let fitting = Int(min((room - fixedBytes) / max(1, replicationBytes), Double(replications - 1)))
      wayOut = "\(fitting) replications would fit (--replications)"
    } else {
      var one = self
      (one.replications, one.cellsAtOnce) = (1, 1)
      if one.bytes <= room {
        wayOut = "one replication on one thread would fit (--replications 1 --threads 1)"
      } else {
        var empty = one
        empty.requests = 0
        // Prompts that never come again are compared as well; they go with the requests.
        empty.comparedPrompts = min(empty.comparedPrompts, empty.possiblePrompts)
        let each = (one.bytes - empty.bytes) / max(1, requests)
        wayOut =
          empty.bytes < room && each > 0
          ? "\(Int((room - empty.bytes) / each)) requests in one replication on one thread would fit"
          : "fewer intents, paraphrases or users were expected, since tables of them alone do not fit"
      }
    }
    throw Diagnostic(
      "the run would take about \(MemoryEstimate.words(bytes)) of memory, with \(Int(min(requests, 1e15))) requests in "
        + "\(replications) replications on \(cellsAtOnce) threads, and \(MemoryEstimate.words(room)) are free; \(wayOut)"
    )
  }

  private static func words(_ bytes: Double) -> String {
    let tenths = (bytes / 1e8).rounded()
    return tenths < 10 ? "\(Int((bytes / 1e6).rounded(.up))) MB" : "\((tenths / 10).short) GB"
  }
}

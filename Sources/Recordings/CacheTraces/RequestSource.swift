import CacheTraces
import Declarations

/// Reads the requests of one file of one format, in the order of the file.
protocol RequestSource: AnyObject {
  /// What the file holds beside keys.
  var columns: TraceWants { get }
  /// About how many requests there are; room for them costs address space and no memory.
  var expectedRequests: Int { get }
  /// What was left out so far, by reason.
  var dropped: [DroppedRows] { get }
  /// What was taken to be so, and what was passed over, in sentences.
  var notes: [String] { get }
  /// Replaces the content of a batch by the next requests; by none at the end of the file.
  ///
  /// A column that the batch has not is not read.
  func fill(_ batch: RequestBatch) throws(Diagnostic)
}

extension RequestSource {
  var notes: [String] { [] }
}

/// How many rows were left out for one reason.
public struct DroppedRows: Hashable, Sendable {
  /// The reason in a few words.
  public var reason: String
  /// How many.
  public var count: Int

  /// The reason of requests of size 0, which libCacheSim leaves out as well.
  static let sizeZero = "size 0"

  /// The reason of rows that write or delete: no cache is asked for them.
  static let noRead = "not a read"

  /// The reason of lines `*`, with which LIRS traces mark places.
  static let marker = "marker *"

  /// The reason of lines at the start that begin with `#`.
  static let comment = "comment #"
}

extension [DroppedRows] {
  /// Counts rows that were left out for a reason.
  mutating func add(_ reason: String, _ count: Int = 1) {
    guard count > 0 else { return }
    if let place = firstIndex(where: { $0.reason == reason }) {
      self[place].count += count
    } else {
      append(DroppedRows(reason: reason, count: count))
    }
  }

  /// All rows that were left out.
  var total: Int { reduce(0) { $0 + $1.count } }
}

extension ByteWindow {
  /// About how many records of a size the file has, rather more than fewer.
  func expectedRecords(of size: Int) -> Int {
    // Traces shrink to a quarter or a tenth; room that is never used takes no memory.
    let growth = compression == "plain" ? 1 : 10
    return min(fileBytes, 1 << 36) / size * growth + 1
  }
}

import Declarations

/// A published form of cache traces whose files have no header, told from their first line.
///
/// Writes and deletions are no reads: they are left out and counted.
enum PublishedTrace: Sendable, Hashable {
  /// MSR Cambridge (Narayanan et al.: "Write Off-Loading", FAST 2008): time, host, disk, Read or Write, offset, size,
  /// response time. The key is host, disk and offset.
  case msrCambridge
  /// Twitter's Twemcache (Yang et al.: "A large scale analysis of hundreds of in-memory cache clusters at Twitter",
  /// OSDI 2020): time, key, its size, the value's size, client, operation, lifetime. The size is that of key and value.
  case twemcache
  /// IBM Cloud Object Storage (Eytan et al.: "It's Time to Revisit LRU vs. FIFO", HotStorage 2020): time in
  /// milliseconds, REST.GET.OBJECT and the like, key, and often size and range.
  case objectStore
  /// The same as CSV under a line of explanation, its operations 0, 1 and 2 for put, get and delete.
  case numberedObjectStore

  /// Tells the form of a file from its first line.
  init?(_ line: [UInt8]) {
    let text = String(decoding: line, as: UTF8.self)
    let fields = text.split(separator: ",", omittingEmptySubsequences: false)
    func isNumber(_ place: Int) -> Bool { UInt64(fields[place]) != nil }
    if fields.count == 7, ["read", "write"].contains(fields[3].lowercased()),
      [0, 2, 4, 5, 6].allSatisfy(isNumber)
    {
      self = .msrCambridge
    } else if fields.count == 7, PublishedTrace.operations.contains(String(fields[5])),
      [0, 2, 3, 4, 6].allSatisfy(isNumber)
    {
      self = .twemcache
    } else if text.lowercased().contains("op type [put:0, get:1, delete:2]") {
      self = .numberedObjectStore
    } else {
      let words = text.split(separator: " ")
      guard words.count > 2, UInt64(words[0]) != nil, words[1].hasPrefix("REST.") else { return nil }
      self = .objectStore
    }
  }

  /// Operations of memcached's protocol.
  private static let operations: Set<String> = [
    "get", "gets", "set", "add", "replace", "cas", "append", "prepend", "delete", "incr", "decr",
  ]

  /// What the columns mean; a key of several columns is all of them, a size of several their sum.
  var columns: [CacheTraceColumn?] {
    switch self {
    case .msrCambridge: [.time, .key, .key, .op, .key, .size, nil]
    case .twemcache: [.time, .key, .size, .size, nil, .op, nil]
    case .objectStore: [.time, .op, .key, .size, nil, nil]
    case .numberedObjectStore: [.time, .op, .key, .size]
    }
  }

  /// What separates the columns.
  var delimiter: UInt8 { self == .objectStore ? UInt8(ascii: " ") : UInt8(ascii: ",") }

  /// How times are written, where their size does not tell.
  var unit: TimestampUnit? {
    switch self {
    case .objectStore, .numberedObjectStore: .milliseconds
    case .twemcache: .seconds
    case .msrCambridge: nil
    }
  }

  /// The least number of fields of a row; size and range may be missing.
  var leastFields: Int { self == .objectStore ? 3 : columns.count }

  /// Whether the first line is no row.
  var hasHeader: Bool { self == .numberedObjectStore }

  /// What the form is called in a note.
  var name: String {
    switch self {
    case .msrCambridge: "an MSR Cambridge trace (key: host, disk and offset)"
    case .twemcache: "a Twemcache trace of Twitter (size: key and value)"
    case .objectStore, .numberedObjectStore: "an IBM object store trace (times in ms)"
    }
  }

  /// Whether an operation of the form reads; nil where its word tells as elsewhere.
  func isRead(_ operation: ArraySlice<UInt8>) -> Bool? {
    switch self {
    case .numberedObjectStore: operation.elementsEqual("1".utf8)
    // What asks for the head of an object moves nothing of it.
    case .objectStore: operation.starts(with: "REST.GET.".utf8)
    case .msrCambridge, .twemcache: nil
    }
  }

  /// Mixes the next column of a key into the columns before it (the finaliser of SplitMix64; Steele et al., 2014).
  static func combine(_ key: UInt64, _ next: UInt64) -> UInt64 {
    var value = key &* 0x9e37_79b9_7f4a_7c15 ^ next
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }
}

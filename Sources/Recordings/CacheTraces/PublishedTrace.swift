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
  /// Alibaba's block storage (Li et al.: "An In-Depth Analysis of Cloud Block Storage Workloads", IISWC 2020): device, R
  /// or W, offset, length, time in microseconds. The key is device and offset.
  case alibabaBlock
  /// Tencent's block storage (Zhang et al.: "OSCA", ATC 2020): time in seconds, offset and length in sectors, 0 for a read
  /// or 1, volume. The key is offset and volume.
  case tencentBlock
  /// The Storage Performance Council's form (UMass Trace Repository): application unit, block, size, R or W, time in
  /// seconds. The key is unit and block.
  case storageCouncil
  /// FIU's block traces (Koller and Rangaswami: "I/O Deduplication", FAST 2010): time in nanoseconds, process and its name,
  /// block, blocks, R or W, device, hash. The key is block and device.
  case fiuBlock
  /// Wikipedia's requests of 2007 (Urdaneta et al.: "Wikipedia workload analysis", 2009): counter, time in seconds,
  /// address, `-` or save.
  case wikipedia
  /// Squid's own access log: time in seconds, milliseconds, client, result, bytes, method, address, and three more.
  case squid
  /// webcachesim's form (Berger et al.: "AdaptSize", NSDI 2017), in files whose names end in `.tr`: time, key, size.
  case webcachesim

  /// Tells the form of a file from its first line, and from its name where the line alone may be another's.
  init?(_ line: [UInt8], path: String) {
    let words = String(decoding: line, as: UTF8.self).split(separator: " ")
    var name = path.lowercased()
    for ending in [".gz", ".zst"] where name.hasSuffix(ending) { name.removeLast(ending.count) }
    if name.hasSuffix(".tr"), words.count == 3, words.allSatisfy({ Double($0) != nil }),
      UInt64(words[2]) != nil
    {
      self = .webcachesim
      return
    }
    self.init(line)
  }

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
    } else if fields.count == 5, let block = PublishedTrace.block(fields) {
      self = block
    } else if let form = PublishedTrace.words(text.split(separator: " ")) {
      self = form
    } else {
      return nil
    }
  }

  /// The form of a block trace of five columns.
  private static func block(_ fields: [Substring]) -> PublishedTrace? {
    func isNumber(_ place: Int) -> Bool { UInt64(fields[place]) != nil }
    func isOperation(_ place: Int) -> Bool { ["r", "w"].contains(fields[place].lowercased()) }
    if isOperation(1), [0, 2, 3, 4].allSatisfy(isNumber) { return .alibabaBlock }
    if isOperation(3), [0, 1, 2].allSatisfy(isNumber), Double(fields[4]) != nil { return .storageCouncil }
    let isSince1970 = fields[0].count == 10 && fields[0] >= "1000000000"
    return isSince1970 && ["0", "1"].contains(fields[3]) && (0..<5).allSatisfy(isNumber) ? .tencentBlock : nil
  }

  /// The form of a trace whose columns blanks separate.
  private static func words(_ words: [Substring]) -> PublishedTrace? {
    func isNumber(_ place: Int) -> Bool { UInt64(words[place]) != nil }
    if words.count > 2, isNumber(0), words[1].hasPrefix("REST.") { return .objectStore }
    if words.count == 9, ["R", "W"].contains(words[5]), [0, 1, 3, 4, 6, 7].allSatisfy(isNumber) {
      return .fiuBlock
    }
    if words.count == 4, isNumber(0), Double(words[1]) != nil, words[2].hasPrefix("http"),
      ["-", "save"].contains(words[3])
    {
      return .wikipedia
    }
    let isSquid = words.count == 10 && Double(words[0]) != nil && words[3].contains("/") && isNumber(4)
    return isSquid && words[5].allSatisfy { $0.isUppercase || $0 == "_" } ? .squid : nil
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
    case .alibabaBlock: [.key, .op, .key, .size, .time]
    case .tencentBlock: [.time, .key, .size, .op, .key]
    case .storageCouncil: [.key, .key, .size, .op, .time]
    case .fiuBlock: [.time, nil, nil, .key, .size, .op, .key, .key, nil]
    case .wikipedia: [nil, .time, .key, .op]
    case .squid: [.time, nil, nil, nil, .size, .op, .key, nil, nil, nil]
    case .webcachesim: [.time, .key, .size]
    }
  }

  /// What separates the columns.
  var delimiter: UInt8 {
    switch self {
    case .objectStore, .fiuBlock, .wikipedia, .squid, .webcachesim: UInt8(ascii: " ")
    default: UInt8(ascii: ",")
    }
  }

  /// Whether a key is several columns.
  var hasJoinedKey: Bool { columns.count { $0 == .key } > 1 }

  /// Bytes of what sizes count.
  var sizeUnit: UInt32 {
    switch self {
    case .tencentBlock, .fiuBlock: 512
    default: 1
    }
  }

  /// How times are written, where their size does not tell.
  var unit: TimestampUnit? {
    switch self {
    case .objectStore, .numberedObjectStore: .milliseconds
    case .twemcache, .tencentBlock, .storageCouncil, .wikipedia, .squid: .seconds
    case .alibabaBlock: .microseconds
    case .fiuBlock: .nanoseconds
    case .msrCambridge, .webcachesim: nil
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
    case .alibabaBlock: "a block trace of Alibaba (key: device and offset; times in us)"
    case .tencentBlock: "a block trace of Tencent (key: offset and volume; sectors of 512 bytes)"
    case .storageCouncil: "a block trace of the Storage Performance Council (key: unit and block)"
    case .fiuBlock: "a block trace of FIU (key: block and device; blocks of 512 bytes, times in ns)"
    case .wikipedia: "a trace of Wikipedia of 2007"
    case .squid: "an access log of Squid"
    case .webcachesim: "a trace of webcachesim (time, key, size)"
    }
  }

  /// Whether an operation of the form reads; nil where its word tells as elsewhere.
  func isRead(_ operation: ArraySlice<UInt8>) -> Bool? {
    switch self {
    case .numberedObjectStore: operation.elementsEqual("1".utf8)
    // What asks for the head of an object moves nothing of it.
    case .objectStore: operation.starts(with: "REST.GET.".utf8)
    case .tencentBlock: operation.elementsEqual("0".utf8)
    case .wikipedia: operation.elementsEqual("-".utf8)
    case .squid: operation.elementsEqual("GET".utf8)
    case .msrCambridge, .twemcache, .alibabaBlock, .storageCouncil, .fiuBlock, .webcachesim: nil
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

import CacheTraces
import Eviction
import Testing

/// What a person states of a prefix cache, and what is refused.
@Suite struct PrefixInputTests {
  @Test("a choice is written as policy, colon, order")
  func choices() throws {
    #expect(PrefixChoice("lru") == PrefixChoice(.lru))
    #expect(PrefixChoice("lru:first-to-last") == PrefixChoice(.lru))
    #expect(PrefixChoice("lfu:last-to-first") == (try PrefixChoice(.lfu, order: .lastToFirst)))
    #expect(PrefixChoice.all.count == 8)
    for choice in PrefixChoice.all { #expect(PrefixChoice(choice.description) == choice) }
    #expect(PrefixChoice.kvcacheSimulator.map(\.description) == ["fifo", "lru:kvcache-simulator", "belady"])
    for wrong in ["", ":", "LRU", "lru:", "lru:x", "belady:last-to-first", "fifo:kvcache-simulator", "arc"] {
      #expect(PrefixChoice(wrong) == nil, "\(wrong)")
    }
    #expect(throws: EvictionError.unknownPolicy("arc", known: ["lru", "fifo", "lfu", "belady"])) {
      try PrefixChoice(parsing: "arc")
    }
    #expect(
      throws: EvictionError.unknownVariant("x", policy: "fifo", known: ["first-to-last", "last-to-first"])
    ) {
      try PrefixChoice(parsing: "fifo:x")
    }
    #expect(PrefixPolicy.allCases.filter(\.isBound) == [.belady])
    for policy in PrefixPolicy.allCases {
      #expect(!policy.summary.isEmpty && !policy.summary.hasSuffix(".") && !policy.source.isEmpty)
      #expect(policy.orders.first == .firstToLast)
    }
  }

  @Test(
    "a capacity is a number with a unit, in whole blocks",
    arguments: [
      ("5000", 5000), ("5000blocks", 5000), ("7.9 blocks", 7), ("1023 tokens", 1), ("1e6tokens", 1953),
      ("0GiB", 0), ("0.0625 GiB", 1), ("1GiB", 16), ("1e300blocks", .max), ("1e300 GiB", .max),
    ])
  func capacities(text: String, blocks: Int) throws {
    let size = try KeyValueSize(parsing: "llama-3.1-8b")
    #expect(try PrefixCapacity(parsing: text).blocks(of: 512, size: size) == blocks)
  }

  @Test("a number alone has the unit asked for, and a capacity prints as it is read")
  func capacityUnits() throws {
    let capacity = try PrefixCapacity(parsing: "1.5", unit: .gibibytes)
    #expect(capacity == (try PrefixCapacity(1.5, .gibibytes)) && capacity.description == "1.5 GiB")
    #expect(try PrefixCapacity(parsing: capacity.description) == capacity)
    #expect(try PrefixCapacity(64, .blocks).description == "64 blocks")
  }

  @Test(
    "what is no capacity is refused",
    arguments: ["", "blocks", "-1", "nan", "inf GiB", "1 GB", "1 gib", "x blocks", "1e999", "1 2", " ", "3%"])
  func wrongCapacities(text: String) {
    #expect(throws: EvictionError.self) { try PrefixCapacity(parsing: text) }
  }

  @Test("gibibytes need the bytes of a token")
  func missingSize() throws {
    let capacity = try PrefixCapacity(1, .gibibytes)
    #expect(throws: EvictionError.self) { try capacity.blocks(of: 512) }
  }

  @Test("the sizes of published models are layers x KV heads x head size x 2 x bytes")
  func models() throws {
    #expect(KeyValueModel.llama8B.size == (try KeyValueSize(layers: 32, keyValueHeads: 8, headSize: 128)))
    #expect(KeyValueModel.llama70B.size.bytesPerToken == 327_680)
    #expect(KeyValueModel.llama405B.size.bytesPerToken == 516_096)
    #expect(KeyValueModel.qwen72B.size.bytesPerToken == 327_680)
    #expect(KeyValueModel.deepSeekV3.size.bytesPerToken == 70_272)
    let half = try KeyValueSize(layers: 32, keyValueHeads: 8, headSize: 128, bytesPerValue: 1)
    #expect(half.bytesPerToken == 65_536)
    #expect(try KeyValueSize(parsing: "95232").bytesPerToken == 95_232)
    for wrong in ["", "0", "-1", "nan", "inf", "llama"] {
      #expect(throws: EvictionError.self) { try KeyValueSize(parsing: wrong) }
    }
    #expect(throws: EvictionError.self) { try KeyValueSize(layers: 0, keyValueHeads: 8, headSize: 128) }
  }

  @Test("a warm-up is a share below 1, in requests rounded down")
  func warmUps() throws {
    #expect(PrefixWarmUp.half.requests(of: 12_031) == 6015)
    #expect(try PrefixWarmUp(share: 0.999).requests(of: 10) == 9)
    #expect(PrefixWarmUp.none.requests(of: 10) == 0)
    for wrong in [-0.1, 1, .nan, .infinity] {
      #expect(throws: EvictionError.self) { try PrefixWarmUp(share: wrong) }
    }
  }

  @Test("columns that do not agree are refused")
  func columns() throws {
    func make(_ blocks: [UInt32], _ offsets: [Int], _ tokens: [UInt32], size: Int = 4) throws {
      _ = try PrefixTrace(
        denseBlocks: blocks, offsets: offsets, inputTokens: tokens, blockTokens: size, blockCount: 2)
    }
    try make([0, 1, 0], [0, 2, 2, 3], [8, 0, 4])
    #expect(throws: EvictionError.columnCount("offsets", requests: 1, values: 1)) { try make([0], [0], [4]) }
    #expect(throws: EvictionError.columnCount("offsets", requests: 0, values: 0)) { try make([], [], []) }
    #expect(throws: EvictionError.keyOutOfRange(request: 1, key: 2, keys: 2)) {
      try make([0, 2], [0, 1, 2], [4, 4])
    }
    for offsets in [[0, 1], [1, 2], [-1, 2], [0, 3]] {
      #expect(throws: EvictionError.self) { try make([0, 1], offsets, [8]) }
    }
    #expect(throws: EvictionError.self) { try make([0, 1], [0, 3, 2], [8, 8]) }
    #expect(throws: EvictionError.self) { try make([0], [0, 1], [4], size: 0) }
  }
}

/// The features of one text, as 64-bit hashes; the storage is reused from text to text.
struct NGramFeatures {
  /// The hashes, the kind of feature (0 word, 1 pair, 2 trigram, 3 fourgram) in the two bits at 41 and 42.
  private var features: [UInt64] = []
  /// `<word>`, lower-cased.
  private var word: [UInt8] = []
  /// Where each character of `word` begins, and the end.
  private var starts: [Int] = []
  /// The features as they come, and where each bucket of `sort` begins.
  private var unsorted: [UInt64] = []
  private var places: [Int] = []

  /// Replaces the features by those of a text.
  ///
  /// - Complexity: O(n log n) in the length of the text.
  mutating func collect(_ text: UnsafeBufferPointer<UInt8>) {
    features.removeAll(keepingCapacity: true)
    var previous: UInt64 = 0
    var hasPrevious = false
    var index = 0
    while index < text.count {
      guard Self.isLetter(text[index]) else {
        index += 1
        continue
      }
      word.removeAll(keepingCapacity: true)
      word.append(UInt8(ascii: "<"))
      while index < text.count, Self.isLetter(text[index]) {
        let byte = text[index]
        word.append(byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte)
        index += 1
      }
      word.append(UInt8(ascii: ">"))
      let hash = hash(0, word.count, kind: 0)
      features.append(hash)
      if hasPrevious { features.append(Self.tag(Self.mix(previous &* 31 &+ hash), kind: 1)) }
      previous = hash
      hasPrevious = true
      appendGrams()
    }
    sort()
  }

  /// Puts the features in order: hashes are spread evenly, so that a bucket for each puts all near their places.
  ///
  /// - Complexity: O(n) on average.
  private mutating func sort() {
    let count = features.count
    guard (16...65_536).contains(count) else { return features.sort() }
    let shift = UInt64((count - 1).leadingZeroBitCount)
    let buckets = 1 << (64 - shift)
    places.removeAll(keepingCapacity: true)
    places.append(contentsOf: repeatElement(0, count: buckets + 1))
    for feature in features { places[Int(feature >> shift) + 1] += 1 }
    for bucket in 1...buckets { places[bucket] += places[bucket - 1] }
    swap(&features, &unsorted)
    features.removeAll(keepingCapacity: true)
    features.append(contentsOf: unsorted)
    for feature in unsorted {
      let bucket = Int(feature >> shift)
      features[places[bucket]] = feature
      places[bucket] += 1
    }
    for index in 1..<count {
      let feature = features[index]
      var place = index
      while place > 0, features[place - 1] > feature {
        features[place] = features[place - 1]
        place -= 1
      }
      features[place] = feature
    }
  }

  /// Calls `body` with each distinct feature, its kind and how often it occurs, in the order of the hashes.
  @inline(__always)
  func forEachDistinct(_ body: (_ feature: UInt64, _ kind: Int, _ count: Int) -> Void) {
    var index = 0
    while index < features.count {
      let feature = features[index]
      var end = index + 1
      while end < features.count, features[end] == feature { end += 1 }
      body(feature, Int(feature >> 41 & 3), end - index)
      index = end
    }
  }

  private mutating func appendGrams() {
    starts.removeAll(keepingCapacity: true)
    for index in word.indices where word[index] & 0xc0 != 0x80 { starts.append(index) }
    starts.append(word.count)
    for length in 3...4 where starts.count > length {
      for first in 0..<starts.count - length {
        features.append(hash(starts[first], starts[first + length], kind: length - 1))
      }
    }
  }

  /// FNV-1a over bytes of the word, then mixed.
  private func hash(_ start: Int, _ end: Int, kind: UInt64) -> UInt64 {
    var state: UInt64 = 0xcbf2_9ce4_8422_2325 ^ kind
    for index in start..<end { state = (state ^ UInt64(word[index])) &* 0x100_0000_01b3 }
    return Self.tag(Self.mix(state), kind: kind)
  }

  private func hash(_ start: Int, _ end: Int, kind: Int) -> UInt64 {
    hash(start, end, kind: UInt64(kind))
  }

  private static func tag(_ hash: UInt64, kind: UInt64) -> UInt64 { hash & ~(3 << 41) | kind << 41 }

  /// The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a || byte >= 0x30 && byte <= 0x39
  }
}

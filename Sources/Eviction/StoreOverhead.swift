/// What stores keep beside the bytes of a key and its value: presets for ``EntryRules/overhead``.
public enum StoreOverhead {
  /// Returns the bytes that Redis takes for a string entry beyond the lengths of its key and its value.
  ///
  /// Measured with Debian's redis-server 7.0.15 as growth of `used_memory` per key, to which this is equal within a
  /// byte, but for the share in the hash table; `Benchmarks/redis-compare.sh` measures again. An entry is a dictionary
  /// entry of 24 bytes, the key as a string with a header of 1 to 9 bytes and a zero, and a value object of 16 bytes: up
  /// to 44 bytes in one allocation with its string, beyond that with a string of its own. An expiry is one more
  /// dictionary entry. Every allocation is rounded up to a size class of jemalloc with a quantum of 16 bytes, as
  /// Debian has it; the jemalloc inside Redis' own builds has 8, which saves up to 8 bytes an allocation below 64.
  /// Values that are integers take less and are not meant.
  ///
  /// - Parameters:
  ///   - keyBytes: the length of the key.
  ///   - valueBytes: the length of the value.
  ///   - entries: how many entries there are, which says how well the hash table is filled; without, 12 bytes are
  ///     counted for the 8 to 16 of an entry's share.
  ///   - hasExpiry: whether the entry has a lifetime.
  public static func redis(
    keyBytes: Int, valueBytes: Int, entries: Int? = nil, hasExpiry: Bool = false
  ) -> UInt32 {
    let (key, value) = (max(0, min(keyBytes, limit)), max(0, min(valueBytes, limit)))
    let dictionaryEntry = sizeClass(24) + tableShare(entries)
    let text = sizeClass(header(key, least: 1) + key + 1)
    let object =
      value <= 44
      ? sizeClass(16 + header(value, least: 3) + value + 1)
      : sizeClass(16) + sizeClass(header(value, least: 3) + value + 1)
    return UInt32(clamping: dictionaryEntry * (hasExpiry ? 2 : 1) + text + object - key - value)
  }

  /// The longest string that Redis holds.
  private static let limit = 512 << 20

  /// The length field and flags of a Redis string.
  private static func header(_ bytes: Int, least: Int) -> Int {
    max(least, bytes < 32 ? 1 : bytes < 256 ? 3 : bytes < 65536 ? 5 : 9)
  }

  /// Eight bytes for each bucket of a table whose size is the least power of two that the entries fit.
  private static func tableShare(_ entries: Int?) -> Int {
    guard let entries, entries > 0, entries < 1 << 48 else { return 12 }
    var buckets = 4
    while buckets < entries { buckets *= 2 }
    return (8 * buckets + entries / 2) / entries
  }

  /// The least jemalloc size class that holds `bytes`: multiples of 16 to 128, then four to each doubling.
  private static func sizeClass(_ bytes: Int) -> Int {
    if bytes <= 8 { return 8 }
    var step = 16
    while 8 * step < bytes { step *= 2 }
    return (bytes + step - 1) / step * step
  }
}

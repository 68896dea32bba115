/// What the first bytes of a log tell of how its records lie in it.
struct LogBeginning {
  /// Whether the first line is no JSON although the second one is.
  let isMisled: Bool
  /// Whether numbers stand in objects that name their kind, as MongoDB writes them.
  let isExtended: Bool
  /// What takes the records apart where they are no lines.
  let splitter: JSONSplitter?
  /// The parts of lines, where a container's runtime may have split them.
  let parts: SplitLines?
  /// Whether words stand before each record.
  let isPrefixed: Bool
  /// The lines behind the first, but for the last, which may be cut.
  private(set) var lines: [ArraySlice<UInt8>] = []

  /// How many lines are looked at for a header below a title.
  private static let titleLimit = 12

  /// Looks at the bytes.
  ///
  /// Never inlined: Swift 6.3 releases an array that it keeps on the stack of who reads the file.
  @inline(never)
  init(_ bytes: ArraySlice<UInt8>) {
    isMisled = CSVPreamble.hidesJSON(bytes)
    isExtended = StoredItem.hasTypedNumbers(bytes)
    splitter = JSONSplitter.Layout(bytes).map { JSONSplitter($0) }
    parts = splitter == nil ? SplitLines(bytes) : nil
    isPrefixed = splitter == nil && (parts?.isPrefixed == true || LinePrefix.isThroughout(bytes))
    if splitter == nil, !isPrefixed {
      let isPair = PairedLine.begins(bytes)
      lines = bytes.split(
        separator: 0x0A, maxSplits: isPair ? TraceRecords.sampleLimit : LogBeginning.titleLimit
      ).dropLast().dropFirst().map { $0 }
    }
  }
}

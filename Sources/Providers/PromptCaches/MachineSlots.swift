/// Where the entries of segments lie for each of several machines.
///
/// Segments that are neighbours in a prompt mostly have neighbouring numbers, and a conversation stays on its machine:
/// places are given out in runs of neighbours, so that one look-up serves the segments of a run that follow each other.
struct MachineSlots {
  /// Neighbours that get their places together.
  private static let runLength = 16
  /// The number of each run by its machine and its segments.
  private var runs: [UInt64: Int32] = [:]
  /// The run that was found last, and its number.
  private var lastKey = UInt64.max
  private var lastRun: Int32 = 0

  private static func key(_ segment: Int, _ machine: Int) -> UInt64 {
    UInt64(machine) << 40 | UInt64(segment / runLength)
  }

  /// The place of a segment on a machine, or nil where no neighbour of it has one.
  ///
  /// - Complexity: O(1).
  mutating func knownPlace(of segment: Int, on machine: Int) -> Int? {
    let key = MachineSlots.key(segment, machine)
    if key != lastKey {
      guard let run = run(key) else { return nil }
      (lastKey, lastRun) = (key, run)
    }
    return Int(lastRun) * MachineSlots.runLength + segment % MachineSlots.runLength
  }

  /// The place of a segment on a machine; it gets one where it has none.
  mutating func place(of segment: Int, on machine: Int) -> Int {
    knownPlace(of: segment, on: machine) ?? newPlace(of: segment, on: machine)
  }

  /// Not inlined, nor is ``newPlace(of:on:)``: in one body the look-up holds the table while it is written to, which
  /// copies all of it with every new run.
  @inline(never) private func run(_ key: UInt64) -> Int32? { runs[key] }

  @inline(never) private mutating func newPlace(of segment: Int, on machine: Int) -> Int {
    lastKey = MachineSlots.key(segment, machine)
    lastRun = Int32(clamping: runs.count)
    runs[lastKey] = lastRun
    return Int(lastRun) * MachineSlots.runLength + segment % MachineSlots.runLength
  }
}

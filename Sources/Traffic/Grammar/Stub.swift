public struct Grammar: Sendable {
  func append(intent: Int, difficulty: Difficulty, variant: Int, to: inout [UInt8]) {}
  func appendOneOff(index: Int, difficulty: Difficulty, to: inout [UInt8]) {}
}

import Declarations

/// One of several parts that the cells of a run are dealt out to in turn.
public struct Shard: Sendable, Hashable, CustomStringConvertible {
  /// Its number, from 0.
  public let index: Int
  /// How many there are.
  public let count: Int

  /// The most that a run can be cut into.
  public static let most = 1_000_000

  public var description: String { "\(index)/\(count)" }

  /// A shard, or nil where there is no such one.
  public init?(_ index: Int, of count: Int) {
    guard count > 0, count <= Shard.most, index >= 0, index < count else { return nil }
    self.index = index
    self.count = count
  }

  /// Reads `i/N`.
  ///
  /// - Parameter source: where the text stands: an option or a variable.
  /// - Throws: a `Diagnostic` of kind `usage`.
  public init(_ text: String, from source: String) throws(Diagnostic) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Shard.number(parts[0]), let count = Shard.number(parts[1]),
      let shard = Shard(index, of: count)
    else {
      throw Diagnostic(
        "\(source) is '\(text)'; i/N with i from 0 to N - 1 and N from 1 to \(Shard.most) was expected",
        kind: .usage)
    }
    self = shard
  }

  /// Digits as a number; signs and blanks are none.
  public static func number(_ text: some StringProtocol) -> Int? {
    !text.isEmpty && text.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 } ? Int(text) : nil
  }

  /// The cells that it holds of some, in their order.
  ///
  /// In turn, so that strategies of unlike cost are spread evenly.
  public func cells(of total: Int) -> [Int] { Array(stride(from: index, to: total, by: count)) }
}

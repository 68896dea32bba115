import Declarations
import Files

/// The ids of a row's prefix blocks, with the key of the prompt that they stand for.
struct PrefixBlockIDs {
  /// The ids as they are written, or scoped to a session.
  private(set) var ids: [Int64] = []
  /// The ids with the scope and the length: equal keys are equal prompts.
  private(set) var key: [UInt8] = []

  /// Reads the list under a key.
  ///
  /// - Parameters:
  ///   - scope: within what equal ids are equal blocks; empty for the whole file.
  ///   - tokens: the length of the prompt.
  init(_ node: JSONNode, _ name: String, scope: [UInt8] = [], tokens: UInt32) throws(RowFault) {
    let list = try node.required(name)
    guard let elements = list.elements else {
      throw RowFault(
        .badValue, "\(name) is \(list.value.typeName); a list was expected", at: list.position)
    }
    ids.reserveCapacity(elements.count)
    key.reserveCapacity(8 * elements.count + scope.count + 4)
    let offset = scope.isEmpty ? 0 : Int64(bitPattern: Fingerprint(scope).high)
    for element in elements {
      guard let id = element.integer else {
        throw RowFault(.badValue, "a hash id is no integer of 64 bits", at: element.position)
      }
      // Sums of a fingerprint and small numbers: ids of two scopes meet with a chance of 2^-64 a pair.
      ids.append(offset &+ Int64(id))
      key.appendLittleEndian(UInt64(bitPattern: Int64(id)))
    }
    key.appendLittleEndian(tokens)
    key += scope
  }
}

import Declarations

/// Tables in JSON that keep their names apart from their values: names of columns with lists of rows, or a list or an
/// object of values a column, as data frames and the APIs of databases write them, or a name with each value, as queries
/// of CloudWatch answer.
enum ColumnarTable {
  private static let headers = ["columns", "cols", "fields"]
  private static let bodies = ["rows", "data", "values"]

  /// The rows of a table as objects; nil where a value is none.
  ///
  /// - Complexity: O(rows * columns).
  static func rows(_ node: JSONNode) -> [JSONNode]? {
    for header in headers {
      guard let names = node[header]?.elements?.compactMap({ $0.string ?? $0["name"]?.string }),
        !names.isEmpty
      else { continue }
      for body in bodies {
        guard let rows = node[body]?.elements, !rows.isEmpty,
          rows.allSatisfy({ $0.elements?.count == names.count })
        else { continue }
        return rows.map { row in row.rebuilt(Array(zip(names, (row.elements ?? []).map { Optional($0) }))) }
      }
    }
    return byColumn(node) ?? byField(node)
  }

  /// The rows of a table that has a list of fields and their values a row.
  private static func byField(_ node: JSONNode) -> [JSONNode]? {
    guard let lists = node["results"]?.elements, !lists.isEmpty else { return nil }
    var rows: [JSONNode] = []
    for list in lists {
      guard let pairs = list.elements, !pairs.isEmpty else { return nil }
      var members: [(String, JSONNode?)] = []
      for pair in pairs {
        guard let name = pair["field"]?.string, let value = pair["value"] else { return nil }
        members.append((name, value))
      }
      rows.append(list.rebuilt(members))
    }
    return rows
  }

  /// The rows of a table that has a list of values a column, or an object of them by row.
  private static func byColumn(_ node: JSONNode) -> [JSONNode]? {
    guard let columns = node.members, columns.count > 1 else { return nil }
    let values = columns.map { $0.node.elements ?? ($0.node.members ?? []).map(\.node) }
    let isNumbered = columns.allSatisfy { $0.node.members?.first?.key == "0" }
    guard let count = values.first?.count, count > 0, values.allSatisfy({ $0.count == count }),
      isNumbered || columns.allSatisfy({ $0.node.elements != nil }),
      // Lists of objects are records of their own.
      values.contains(where: { $0.first?.members == nil })
    else { return nil }
    return (0..<count).map { row in
      node.rebuilt(zip(columns, values).map { ($0.key, Optional($1[row])) })
    }
  }
}

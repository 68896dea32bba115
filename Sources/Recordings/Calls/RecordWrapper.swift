import Declarations
import Files

/// What a collector of logs puts around the records of others: a time before the line, or an object that holds the
/// record as one of its values.
enum RecordWrapper {
  /// Where collectors put what they collect: CloudWatch, Docker, Google Cloud, Elasticsearch, Splunk, Kafka and others.
  static let places: [FieldPath] = [
    "message", "@message", "log", "jsonPayload", "_source", "result._raw", "_raw", "result", "msg", "event",
    "payload", "value", "data", "line", "json", "record",
  ]
  /// When the collector took it.
  private static let times: [FieldPath] = ["@timestamp", "timestamp", "time", "ingestionTime"]
  private static let ownTimes = CallLayout.times.map { FieldPath($0) }

  /// The record within a record, with the collector's time where it has none of its own.
  static func inner(_ node: JSONNode, at place: FieldPath) -> JSONNode? {
    guard let inner = node.at(place)?.unfolded, let members = inner.members, !members.isEmpty else {
      return nil
    }
    guard let time = node.first(of: times), inner.first(of: ownTimes) == nil else { return inner }
    return JSONNode(
      .object(members + [JSONMember(key: "timestamp", node: time)]), at: inner.position)
  }

  /// Where a record of JSON begins in a line that has something before it, such as a time; nil where none does.
  static func start(in line: [UInt8]) -> Int? {
    guard let place = line.prefix(256).firstIndex(of: UInt8(ascii: "{")), place > 0,
      [0x20, 0x09].contains(line[place - 1]),
      line.last(where: { $0 != 0x20 && $0 != 0x0D }) == UInt8(ascii: "}")
    else { return nil }
    return place
  }

  /// Whether a line that has something before it holds a record of JSON.
  static func isPrefixed(_ line: [UInt8]) -> Bool {
    guard let place = start(in: line), !line[..<place].contains(UInt8(ascii: "\"")) else { return false }
    return (try? JSONParser.parse(Array(line[place...])))?.members?.isEmpty == false
  }

  /// The column of a table whose first value is a record that some format fits.
  static func column(
    of names: [String], _ values: [ArraySlice<UInt8>], isTold: (TraceSample) -> Bool
  ) -> (name: String, sample: TraceSample)? {
    for (name, value) in zip(names, values) where value.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") {
      let text = JSONNode(.string(String(decoding: value, as: UTF8.self))).unfolded
      guard let keys = text.members?.map(\.key) else { continue }
      let sample = TraceSample.json(keys: keys, first: text)
      if isTold(sample) { return (name, sample) }
    }
    return nil
  }
}

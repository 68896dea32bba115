import Declarations
import Experiments
import Metrics
import Scenarios

@testable import Recordings
@testable import Traffic

/// The words of the declarations, which a fuzzer puts into its inputs.
public enum FuzzDictionary {
  /// One quoted word a line, in libFuzzer's form.
  public static var text: String {
    var words: Set<String> = [
      "e308", "-1", "9223372036854775807", "18446744073709551615", "1e-320", "null", "NaN",
    ]
    collect(ScenarioSchema.shape(), into: &words)
    for metric in Metric.allCases { words.insert(metric.rawValue) }
    for meaning in RecordedSource.columnMeanings { words.insert(meaning) }
    return words.sorted().map { word in
      let text = word.unicodeScalars.map { scalar in
        scalar.isASCII && scalar != "\"" && scalar != "\\" && scalar.value >= 0x20
          ? String(scalar)
          : String(scalar).utf8.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      }
      return "\"\(text.joined())\""
    }.joined(separator: "\n") + "\n"
  }

  private static func collect(_ shape: Shape, into words: inout Set<String>) {
    switch shape {
    case .number, .integer, .boolean, .string, .any: break
    case .choice(let names): words.formUnion(names)
    case .list(let element, _), .map(let element): collect(element, into: &words)
    case .object(let schema): collect(schema, into: &words)
    case .open(let schema, let others):
      collect(schema, into: &words)
      collect(others, into: &words)
    case .tagged(let key, let cases):
      words.insert(key)
      for schema in cases {
        words.insert(schema.name)
        collect(schema, into: &words)
      }
    case .either(let shapes): for shape in shapes { collect(shape, into: &words) }
    }
  }

  private static func collect(_ schema: ObjectSchema, into words: inout Set<String>) {
    for field in schema.fields {
      words.insert(field.key)
      collect(field.shape, into: &words)
    }
  }
}

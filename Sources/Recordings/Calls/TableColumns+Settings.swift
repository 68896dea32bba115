import Declarations
import Files

/// What a table tells of a request beside its prompt and its model.
extension TableColumns {
  /// Settings whose names mean nothing else in a table.
  private static let settings: Set<String> = [
    "max_tokens", "seed", "top_p", "top_k", "stop", "response_format", "tools", "functions", "tool_choice",
    "parallel_tool_calls", "logit_bias", "frequency_penalty", "presence_penalty", "repetition_penalty",
    "reasoning_effort", "thinking_budget", "enable_thinking", "verbosity", "min_p", "response_schema",
    "response_mime_type", "guided_json", "guided_regex", "guided_choice", "guided_grammar", "json_schema",
    "grammar", "structured_outputs", "thinkingConfig", "reasoning", "thinking", "chat_template_kwargs",
    "web_search_options", "safetySettings",
  ]

  /// Objects of settings.
  private static let containers: [FieldPath] = [
    "parameters", "params", "model_parameters", "modelParameters", "invocation_params", "generation_config",
    "generationConfig", "extra_body",
  ]
  private static let containerNames = Set(containers.map(\.text))

  /// The name of a setting that a column of CSV has, or nil: `Max Tokens` is max_tokens.
  static func settingName(_ column: String) -> String? {
    let plain = column.lowercased().replacing(" ", with: "_").replacing("-", with: "_")
    return [column, plain].first { name in
      containerNames.contains(name) || RequestSettings.names[name].map { settings.contains($0.name) } ?? false
    }
  }

  /// The settings in the columns of a record.
  static func settings(_ columns: [(name: String, index: Int)], of record: CSVRecord) -> JSONNode {
    let members = columns.compactMap { column -> JSONMember? in
      guard column.index < record.count else { return nil }
      let position = record.position(column.index)
      let cell = Cell(text: record[column.index], position: position)
      if cell.isNothing { return nil }
      let text = JSONNode(.string(String(decoding: cell.text, as: UTF8.self)), at: position)
      return JSONMember(key: column.name, node: text.unfolded)
    }
    return JSONNode(.object(members), at: record.position(0))
  }

  /// Adds a row's settings to its key, unless the table tells its variants.
  func readSettings(_ node: JSONNode, _ row: inout RecordedRow) throws(RowFault) {
    guard !tellsVariants else { return }
    let plain = try RequestSettings([node], model: nil, only: TableColumns.settings)
    add(plain, to: &row)
    let objects = node.all(of: TableColumns.containers).map(\.unfolded).filter { $0.members != nil }
    if !objects.isEmpty { add(try RequestSettings(objects, model: nil), to: &row) }
  }

  private func add(_ settings: RequestSettings, to row: inout RecordedRow) {
    if !settings.variant.isEmpty { row.variantKey = (row.variantKey ?? []) + [1] + settings.variant }
    if !settings.shape.isEmpty { row.shapeKey = (row.shapeKey ?? []) + [1] + settings.shape }
  }
}

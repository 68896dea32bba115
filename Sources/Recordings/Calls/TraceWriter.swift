import Declarations
import Traffic

/// Writes a stream as JSONL: in columns that the format `table` reads back, or as chat requests.
package struct TraceWriter {
  /// What a line looks like.
  package enum Form: String, CaseIterable, Sendable {
    case table
    case openAIChat = "openai_chat"
  }

  private let stream: QueryStream
  private let system: String
  /// The marks that any request has.
  private let marks: RequestMarks
  private let hasPriorities: Bool

  /// A writer for a stream.
  ///
  /// - Parameter system: the system prompt of chat requests.
  package init(_ stream: QueryStream, system: String = "You are a helpful assistant.") {
    self.stream = stream
    self.system = system
    marks = stream.marks.reduce(into: []) { $0.formUnion($1) }
    hasPriorities = stream.marks.contains { $0.priority != 1 }
  }

  /// The requests of a range as chat requests with their usage.
  package func chats(_ range: Range<Int>, model: String) -> String {
    var text = ""
    for index in range {
      let request = stream[index]
      var members: [(String, JSONValue)] = [
        ("timestamp", JSONValue(request.arrival.seconds)), ("model", .string(model)),
        (
          "messages",
          [
            ["role": "system", "content": .string(system)],
            ["role": "user", "content": .string(stream.texts.text(Int(request.prompt)))],
          ]
        ),
        ("temperature", request.marks.contains(.temperatureZero) ? 0 : 0.7),
        ("user", .string("user-\(request.user)")),
        (
          "usage",
          [
            "prompt_tokens": JSONValue(stream.inputTokens(index)),
            "completion_tokens": JSONValue(Int(request.outputTokens)),
          ]
        ),
      ]
      if stream.hasIntentLabels { members.append(("intent", .string("intent-\(request.intent)"))) }
      text += JSONValue(members: members).text(indent: nil) + "\n"
    }
    return text
  }

  /// The requests of a range, one line each; keys are the columns' own names.
  package func text(_ range: Range<Int>) -> String {
    var text = ""
    for index in range {
      let request = stream[index]
      var members: [(String, JSONValue)] = [("timestamp", JSONValue(request.arrival.seconds))]
      if stream.texts.isPresent {
        members.append(("prompt", .string(stream.texts.text(Int(request.prompt)))))
      }
      if stream.hasIntentLabels { members.append(("intent", .string(String(request.intent)))) }
      members += [
        ("prompt_id", .string(String(request.prompt))), ("user", .string(String(request.user))),
        ("system_prompt", .string(String(request.systemPrompt))),
        ("system_tokens", JSONValue(Int(request.systemTokens))),
        ("context_tokens", JSONValue(Int(request.contextTokens))),
        ("input_tokens", JSONValue(stream.inputTokens(index))),
        ("output_tokens", JSONValue(Int(request.outputTokens))),
        ("temperature", request.marks.contains(.temperatureZero) ? 0 : 1),
        ("difficulty", .string(request.marks.difficulty.name)),
      ]
      if !stream.tierNames.isEmpty { members.append(("tier", .string(stream.tierNames[request.marks.tier]))) }
      members += accounts(of: index) + marks(of: index)
      members += turn(of: index)
      text += JSONValue(members: members).text(indent: nil) + "\n"
    }
    return text
  }

  /// The columns of the team and the API key, of a stream that names any.
  package func accounts(of index: Int) -> [(String, JSONValue)] {
    [(TableColumn.team, stream.recorded.team), (.apiKey, stream.recorded.apiKey)].compactMap {
      column, values in
      values.isEmpty ? nil : (column.key, values[index].map { .string(String($0)) } ?? .null)
    }
  }

  /// The columns of what marks requests, of a stream in which any is marked so.
  package func marks(of index: Int) -> [(String, JSONValue)] {
    let own = stream.marks[index]
    var members: [(String, JSONValue)] = []
    for (column, mark) in [(TableColumn.batch, RequestMarks.batchEligible), (.personalData, .personalData)]
    where marks.contains(mark) {
      members.append((column.key, .boolean(own.contains(mark))))
    }
    if hasPriorities, let name = TablePriority.names.dropFirst(own.priority).first {
      members.append((TableColumn.priority.key, .string(name)))
    }
    return members
  }

  /// Nanoseconds as seconds, exactly.
  package static func seconds(_ nanoseconds: Int128) -> JSONValue {
    LogRedactor.decimal(nanoseconds, places: 9)
  }

  /// The columns of a conversation, and the blocks of its prompt, of a stream that has any.
  private func turn(of index: Int) -> [(String, JSONValue)] {
    guard stream.hasTurns else { return [] }
    let think = stream.think[index]
    return turn(
      of: index, number: Int(stream.turn[index]),
      followed: stream.predecessors(of: index).map { Int(stream.turn[$0]) })
      + [("think_s", think >= 0 ? TraceWriter.seconds(Int128(think)) : .null)] + prefix(of: index)
  }

  /// The columns of a conversation as they are numbered by whoever writes.
  package func turn(of index: Int, number: Int, followed: [Int]) -> [(String, JSONValue)] {
    let isIn = stream.session[index] != QueryStream.noSession
    let turns = followed.map { JSONValue($0) }
    return [
      ("session", isIn ? .string(String(stream.session[index])) : .null),
      ("turn", isIn ? JSONValue(number) : .null),
      ("predecessor", turns.isEmpty ? .null : turns.count == 1 ? turns[0] : JSONValue(turns)),
    ]
  }

  /// The columns of a prompt's blocks.
  package func prefix(of index: Int) -> [(String, JSONValue)] {
    guard let blocks = stream.prefixBlocks else { return [] }
    let places = blocks.places(of: index)
    return [
      ("prefix_blocks", JSONValue(places.map { JSONValue(Int(blocks.ids[$0])) })),
      blocks.lengths.isEmpty
        ? ("prefix_block_tokens", JSONValue(blocks.blockTokens))
        : ("prefix_block_lengths", JSONValue(places.map { JSONValue(Int(blocks.lengths[$0])) })),
    ]
  }
}

extension TraceFormat {
  /// The analytics log of aider: its events of messages are the calls.
  static let aider = calls(
    "aider", "aider's analytics log: JSONL", recognition: "event with properties, user_id and time",
    layout: CallLayout(
      usage: ["properties"], time: ["time"], model: ["properties.main_model"], user: ["user_id"],
      cost: ["properties.cost"], tellsTemperature: false, isOther: { $0["event"]?.string != "message_send" }),
    matches: { names, first in
      names.isSuperset(of: ["event", "properties", "user_id", "time"]) && first?["event"]?.string != nil
    })
}

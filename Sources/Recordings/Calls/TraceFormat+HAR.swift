import Declarations

extension TraceFormat {
  /// Requests to a model's API among those that a browser or a proxy kept (HTTP Archive, HAR 1.2).
  static let httpArchive = calls(
    "har", "HTTP archives (HAR): the requests to models' APIs among their entries",
    recognition: "startedDateTime with request and response",
    layout: CallLayout(
      request: ["request.postData.text"], response: ["response.content.text"], needsMessages: true,
      time: ["startedDateTime"], latencyMilliseconds: ["time"], user: [], status: ["response.status"],
      isOther: { node in
        let body = node.at("request.postData.text")?.unfolded
        return ["messages", "input", "contents", "prompt"].allSatisfy { body?[$0] == nil }
      }),
    matches: { names, _ in names.isSuperset(of: ["startedDateTime", "request", "response"]) })
}

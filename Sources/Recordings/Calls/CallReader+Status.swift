import Declarations

extension CallReader {
  /// Whether a record has the sums of several calls: it counts more than one, or, as results of HolmesGPT, had more input in
  /// all than in any one call.
  static func sumsUp(_ node: JSONNode) -> Bool {
    if node.first(of: UsageNames.callsOfModels)?.number ?? 0 > 1 { return true }
    guard let most = node["max_prompt_tokens_per_call"]?.number, let all = node["prompt_tokens"]?.number
    else {
      return false
    }
    return most < all
  }

  /// A code from 400 or below 0, also behind `HTTP` or before its reason, a word of failure, or an error's own object.
  static func isFailure(_ node: JSONNode) -> Bool {
    if let text = node.string {
      if isPlainWord(text) { return failures.contains(text.lowercased()) }
      let words = text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "-" }
      if let code = Int(text) { return code >= 400 || code < 0 }
      if let first = words.first(where: { !["http", "https", "status", "code"].contains($0) }),
        let code = Int(first), (100...599).contains(code)
      {
        return code >= 400
      }
      return failures.contains(words.joined(separator: "_").replacing("-", with: "_"))
    }
    if let code = node.number { return code >= 400 || code < 0 }
    return node.members != nil
  }

  /// Whether a text is letters alone, with single low lines between them: it needs no taking apart.
  private static func isPlainWord(_ text: String) -> Bool {
    var isLetter = false
    for byte in text.utf8 {
      let wasLetter = isLetter
      isLetter = (byte | 0x20) &- 0x61 < 26
      guard isLetter || byte == UInt8(ascii: "_") && wasLetter else { return false }
    }
    return isLetter
  }

  /// Whether a field named `error` tells of one: a text that does not say that there is none.
  static func isError(_ node: JSONNode) -> Bool {
    guard let text = node.string else { return node.boolean ?? false }
    return !isNoError(text)
  }

  /// Whether a text says that there is no error: a word for nothing or for success, also beside `error` and a code of
  /// success, as in `NO_ERROR`, `ERROR_CODE_UNSPECIFIED` and `200 OK`.
  private static func isNoError(_ text: String) -> Bool {
    guard text.utf8.count <= 40 else { return false }
    let words = ColumnName.words(text).split { !$0.isLetter && !$0.isNumber }.map { String($0) }
    let own = words.filter { word in
      !labels.contains(word) && !(Int(word).map { (200..<400).contains($0) } ?? false)
    }
    return own.isEmpty ? words.isEmpty : nothing.contains(own.joined())
  }

  private static let labels: Set<String> = ["error", "errors", "code", "type", "status"]
  private static let nothing: Set<String> = [
    "false", "f", "no", "n", "0", "none", "null", "nil", "ok", "okay", "nan", "na", "success", "successful",
    "succeeded", "completed", "undefined", "unspecified",
  ]

  /// Whether a flag, a code or the kind of an error tells of a failure: true, a number but 0 and codes of success, a text
  /// that does not say that there is none.
  static func isMarked(_ node: JSONNode) -> Bool {
    if let flag = node.boolean { return flag }
    if let elements = node.elements { return !elements.isEmpty }
    if node.string != nil, !isError(node) { return false }
    let code = node.number ?? node.string.flatMap { Double($0) }
    return code.map { $0 != 0 && !(200..<400).contains($0) } ?? true
  }

  /// Words of failure, those of several with low lines.
  private static let failures: Set<String> = [
    "failure", "failed", "fail", "error", "errored", "status_code_error", "canceled", "cancelled", "expired",
    "timeout", "timed_out", "time_out", "aborted", "exception", "rate_limited", "ratelimited", "rate_limit",
    "rate_limit_exceeded", "rejected", "blocked", "denied", "unauthorized", "unauthorised", "unsuccessful",
    "throttled", "overloaded", "server_error", "internal_error", "internal_server_error", "bad_request",
    "invalid_request", "invalid_request_error", "bad_gateway", "service_unavailable", "gateway_timeout",
    "too_many_requests",
  ]
}

import Foundation

/// A headless Chromium, driven by its DevTools protocol over a pipe: messages are JSON, each ended by a zero byte.
final class Browser {
  struct Fault: Error, CustomStringConvertible { var description: String }

  /// The events so far, in order.
  private(set) var events: [(method: String, parameters: [String: Any])] = []
  private let process = Process()
  private let folder: URL
  private let input: Int32
  private let output: Int32
  private var pending: [UInt8] = []
  private var session: String?
  private var number = 0

  /// The program, where one is installed.
  static let program: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    for name in ["chromium", "chromium-browser", "google-chrome", "chrome"] {
      for folder in folders where FileManager.default.isExecutableFile(atPath: "\(folder)/\(name)") {
        return "\(folder)/\(name)"
      }
    }
    return nil
  }()

  /// Starts a browser with one empty page.
  init() throws {
    guard let program = Browser.program else { throw Fault(description: "no Chromium is installed") }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "browser-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let paths = ["in", "out"].map { folder.appendingPathComponent($0).path }
    for path in paths { guard mkfifo(path, 0o600) == 0 else { throw Fault(description: "no pipe") } }
    // Open both ways, so that nobody waits for the other.
    (input, output) = (open(paths[0], O_RDWR), open(paths[1], O_RDWR))
    self.folder = folder
    let options =
      [
        "--headless=new", "--remote-debugging-pipe", "--disable-gpu", "--no-first-run",
        "--disable-extensions",
        "--disable-dev-shm-usage", "--hide-scrollbars", "--disable-background-networking",
        "--user-data-dir=\(folder.path)/profile",
      ] + (getuid() == 0 ? ["--no-sandbox"] : [])
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments =
      ["-c", "exec \"$@\" 3<\(paths[0]) 4>\(paths[1])", "browser", program] + options + ["about:blank"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let target = try call("Target.createTarget", ["url": "about:blank"])
    let attached = try call(
      "Target.attachToTarget", ["targetId": target["targetId"] ?? "", "flatten": true])
    session = attached["sessionId"] as? String
    for domain in ["Page", "Runtime", "Log", "Network"] { _ = try call("\(domain).enable") }
  }

  /// Ends it and removes what it wrote.
  func close() {
    _ = try? call("Browser.close", isOfPage: false)
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
    _ = Glibc.close(input)
    _ = Glibc.close(output)
    try? FileManager.default.removeItem(at: folder)
  }

  /// Shows a file on a screen of some size, light or dark.
  func show(_ file: URL, width: Int, height: Int, isDark: Bool = false) throws {
    _ = try call(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600])
    _ = try call(
      "Emulation.setEmulatedMedia",
      ["features": [["name": "prefers-color-scheme", "value": isDark ? "dark" : "light"]]])
    events = []
    _ = try call("Page.navigate", ["url": file.absoluteString])
    while !events.contains(where: { $0.method == "Page.loadEventFired" }) { try receive() }
  }

  /// What an expression gives.
  func value<Value>(_ expression: String) throws -> Value {
    let answer = try call("Runtime.evaluate", ["expression": expression, "returnByValue": true])
    guard let result = answer["result"] as? [String: Any], let value = result["value"] as? Value else {
      throw Fault(description: "\(expression.prefix(200)) gives \(answer)")
    }
    return value
  }

  /// Presses a key.
  func press(_ key: String, code: Int) throws {
    for type in ["rawKeyDown", "keyUp"] {
      _ = try call(
        "Input.dispatchKeyEvent",
        ["type": type, "key": key, "code": key, "windowsVirtualKeyCode": code, "nativeVirtualKeyCode": code])
    }
  }

  /// The page as a PNG file.
  func screenshot() throws -> Data {
    let answer = try call("Page.captureScreenshot", ["format": "png"])
    return Data(base64Encoded: answer["data"] as? String ?? "") ?? Data()
  }

  // MARK: Messages

  private func call(
    _ method: String, _ parameters: [String: Any] = [:], isOfPage: Bool = true
  ) throws -> [String: Any] {
    number += 1
    var message: [String: Any] = ["id": number, "method": method, "params": parameters]
    if isOfPage, let session { message["sessionId"] = session }
    let bytes = [UInt8](try JSONSerialization.data(withJSONObject: message)) + [0]
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
      guard count > 0 else { throw Fault(description: "the browser does not listen") }
      sent += count
    }
    while true {
      guard let answer = try receive(), answer["id"] as? Int == number else { continue }
      if let error = answer["error"] { throw Fault(description: "\(method): \(error)") }
      return answer["result"] as? [String: Any] ?? [:]
    }
  }

  /// Waits for a message; an event is kept, an answer is returned.
  @discardableResult
  private func receive() throws -> [String: Any]? {
    var end = pending.firstIndex(of: 0)
    while end == nil {
      var wait = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      guard poll(&wait, 1, 60_000) > 0 else { throw Fault(description: "the browser does not answer") }
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(output, &buffer, buffer.count)
      guard count > 0 else { throw Fault(description: "the browser is gone") }
      let start = pending.count
      pending += buffer[..<count]
      end = pending[start...].firstIndex(of: 0)
    }
    guard let end else { return nil }
    let data = Data(pending[..<end])
    pending.removeFirst(end + 1)
    let message = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    guard let method = message["method"] as? String else { return message }
    events.append((method, message["params"] as? [String: Any] ?? [:]))
    return nil
  }
}

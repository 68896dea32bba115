import Providers
import Simulation

extension Gateway {
  /// Lets a call take as long as the log says, although what it costs and reads is computed anew.
  func takeRecordedTimes(_ call: inout ProviderCall) {
    guard let latency = stream.recorded.latency[call.request] else {
      call.recordedLatency = .zero
      return
    }
    call.recordedLatency = VirtualTime(nanoseconds: latency)
    call.recordedFirstToken = VirtualTime(nanoseconds: stream.recorded.firstToken[call.request] ?? 0)
  }
}

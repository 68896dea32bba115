extension SessionGenerator {
  /// A turn before the stream is in order.
  struct Turn {
    var arrival: Int64
    var session: UInt32
    /// The least time at which it can arrive in a closed loop: when answers take no time.
    var earliest: Int64
    var predecessor: UInt32
    var think: Int64
    var begin: UInt32
    var blocks: UInt32
    var systemTokens: UInt32
    var contextTokens: UInt32
    var input: UInt32
    var output: UInt32
    /// The app, whose system prompt it has.
    var app: UInt32
    var hasMessage: Bool
  }

  /// What a thread's next prompt begins with.
  struct Context {
    var begin: UInt32
    var blocks: UInt32
    var tokens: Int
    var shared: Int
    var documents: Int
  }
}

import Providers
import Simulation

extension Gateway {
  /// Makes a call for a request that stands for a prompt, on the account of another, and returns its answer at once.
  ///
  /// The call is repeated until it succeeds, and fails for nothing: faults, quotas and its time are left out.
  func askAhead(_ standIn: Int, model: Int, for request: Int, at now: VirtualTime) -> Answer {
    let flags = outcomes.flags[standIn]
    let asked = outcomes.model[standIn]
    outcomes.flags[standIn] = []
    outcomes.model[standIn] = UInt8(model)
    var call = providerCall(standIn)
    outcomes.flags[standIn] = flags
    outcomes.model[standIn] = asked
    call.change = nil
    let cost = provider.bill(call)
    charge(cost.total, to: request, for: .warming)
    if isMeasured(request) { measured.count += 1 }
    return Answer(
      model: model, quality: quality(of: model, for: standIn),
      version: stream.answers.version(of: stream.intent[standIn], at: now), completed: now,
      tokens: UInt32(stream.outputTokens(standIn, model: model)), cost: cost.total, latency: .zero)
  }

  /// Embeds the message of a request that stands for a prompt, on the account of another.
  func embedAhead(_ standIn: Int, for request: Int) {
    charge(
      provider.embed(request: origin(of: standIn), tokens: userTokens(of: standIn)).cost, to: request,
      for: .warming)
  }
}

extension Passage {
  /// Asks the request's model ahead for the prompt of another request; this one pays.
  func askAhead(as standIn: Int) -> Answer {
    desk.gateway { $0.askAhead(standIn, model: model, for: request, at: now) }
  }

  /// Embeds the prompt of another request ahead; this one pays.
  func embedAhead(_ standIn: Int) { desk.gateway { $0.embedAhead(standIn, for: request) } }
}

import Traffic

/// On whose account requests go: the teams and API keys of a recording, or blocks of users in the order of their numbers.
public struct Accounts: Sendable, Hashable {
  /// How one kind of account is told.
  public struct Rule: Sendable, Hashable {
    /// Whether a layer goes by such accounts, and so needs some.
    public var isUsed = false
    /// Users of an account; nil where they are not stated.
    public var block: Int?

    /// Users of an account where nothing is recorded and nothing stated.
    static let usualBlock = 10

    /// The number of the account of a request; -1 where none is recorded, and no layer goes by any.
    public func number(of request: Int, _ recorded: SparseColumn<UInt32>, user: UInt32) -> Int64 {
      if block == nil, let own = recorded[request] { return Int64(own) }
      return isUsed ? Int64(user) / Int64(block ?? Rule.usualBlock) : -1
    }
  }

  /// Teams, which have budgets.
  public var team = Rule()
  /// API keys, which have limits.
  public var apiKey = Rule()

  /// Those of a recording alone.
  public init() {}

  /// Those by which the layers of a strategy go.
  public init(of plans: [any LayerPlan]) {
    for plan in plans {
      let own = plan.accounts
      if own.team.isUsed { team = own.team }
      if own.apiKey.isUsed { apiKey = own.apiKey }
    }
  }

  /// Teams of so many users.
  static func teams(of users: Int?) -> Accounts {
    var accounts = Accounts()
    accounts.team = Rule(isUsed: true, block: users)
    return accounts
  }

  /// API keys of so many users.
  static func apiKeys(of users: Int?) -> Accounts {
    var accounts = Accounts()
    accounts.apiKey = Rule(isUsed: true, block: users)
    return accounts
  }
}

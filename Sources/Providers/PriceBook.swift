import Declarations

/// Prices of models, dated, in LiteLLM's schema. A member `_date` dates the book.
///
/// Prices of tokens are read, whatever the kind of token, the service and the length of the input; prices of
/// anything else are named in `unread` with their unit, so that no model is dropped in silence.
public struct PriceBook: Sendable {
  /// One priced model.
  public struct Entry: Sendable, Hashable {
    /// The model's name.
    public var model: String
    /// Its prices.
    public var prices: ModelPrices
    /// Who sells it, as the book says.
    public var provider: String
    /// The book that states the prices: its source and its date.
    public var book: String

    /// Makes an entry.
    public init(model: String, prices: ModelPrices, provider: String, book: String = "") {
      self.model = model
      self.prices = prices
      self.provider = provider
      self.book = book
    }
  }

  /// A model of the file that has no usable price, and why.
  public struct Unread: Sendable, Hashable {
    /// The model's name.
    public var model: String
    /// Why its prices are not read.
    public var reason: String
    /// Where it stands.
    public var position: SourcePosition
  }

  /// The day the prices were read.
  public let date: String
  /// Where the book came from.
  public let source: String
  /// The entries in the order of the book.
  public let entries: [Entry]
  /// The models that the book names without a usable price.
  public let unread: [Unread]
  /// Prices that are likely mistakes.
  public let warnings: [Diagnostic]
  private let places: [String: Int]
  private let unreadPlaces: [String: Int]

  /// Makes a book.
  public init(
    date: String, source: String, entries: [Entry], unread: [Unread] = [], warnings: [Diagnostic] = []
  ) {
    self.date = date
    self.source = source
    self.entries = entries
    self.unread = unread
    self.warnings = warnings
    places = Dictionary(entries.enumerated().map { ($1.model, $0) }, uniquingKeysWith: { first, _ in first })
    unreadPlaces = Dictionary(
      unread.enumerated().map { ($1.model, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The entry of a model, or nil.
  public subscript(_ model: String) -> Entry? { places[model].map { entries[$0] } }

  /// Why a model that the book names has no price here, or nil.
  public func reasonUnread(_ model: String) -> String? { unreadPlaces[model].map { unread[$0].reason } }

  /// The names of the models in the order of the book.
  public var models: [String] { entries.map(\.model) }

  /// What to call the book: its source and its date.
  public var label: String { "\(source) of \(date)" }

  /// A book whose entries come before those of another.
  ///
  /// A model that this book names without a usable price has none in both: another book's never stands in for it.
  public func overriding(_ other: PriceBook) -> PriceBook {
    PriceBook(
      date: date, source: source,
      entries: entries + other.entries.filter { self[$0.model] == nil && reasonUnread($0.model) == nil },
      unread: unread + other.unread.filter { self[$0.model] == nil && reasonUnread($0.model) == nil },
      warnings: warnings)
  }
}

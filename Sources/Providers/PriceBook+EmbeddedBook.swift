extension PriceBook {
  /// The embedded book: the models of the main makers, and the names of the articles.
  public static let embedded: PriceBook = {
    do {
      return try parse(Array(embeddedText.utf8), source: "the embedded book")
    } catch {
      preconditionFailure("the embedded price book is broken: \(error)")
    }
  }()
}

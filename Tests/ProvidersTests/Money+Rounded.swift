import Foundation
import Providers

extension Money {
  /// Dollars to six decimals as the articles' code rounds them: the double to its nearest, ties to even.
  var microdollars: Double { Double(String(format: "%.6f", dollars)) ?? .nan }
}

import Testing

@testable import Providers

@Suite("Money")
struct MoneyTests {
  private static let most = Money(picodollars: .max - 1)

  @Test("sums, differences and products that Int64 does not hold are beyond exact, and stay it")
  func saturation() {
    let one = Money(picodollars: 1)
    #expect(MoneyTests.most + one == .beyondExact)
    #expect(MoneyTests.most + MoneyTests.most == .beyondExact)
    #expect(Money.beyondExact - MoneyTests.most == .beyondExact)
    #expect(Money(picodollars: .min) - one == .beyondExact)
    #expect(TokenPrice(dollarsPerMillion: 1e6) * 10_000_000 == .beyondExact)
    #expect(TokenPrice(dollarsPerMillion: 1e6) * 9_000_000 == Money(dollars: 9_000_000))
    #expect(MoneyTests.most - MoneyTests.most == .zero)
    #expect(one + one == Money(picodollars: 2))
  }

  @Test("prices are clamped, and what is no number is free")
  func prices() {
    #expect(TokenPrice(dollarsPerMillion: .nan).picodollars == 0)
    #expect(TokenPrice(dollarsPerMillion: -1).picodollars == 0)
    #expect(TokenPrice(dollarsPerMillion: .infinity).picodollars == 1_000_000_000_000)
    #expect(TokenPrice(dollarsPerMillion: 2.5).times(.nan).picodollars == 0)
    #expect(TokenPrice(dollarsPerMillion: 2.5).times(0.5).picodollars == 1_250_000)
    #expect(Money(dollars: .nan) == .zero && Money(dollars: 1e300) == .beyondExact)
  }
}

import Similarity
import Testing

@testable import Strategies

@Suite struct EmbedderChoiceTests {
  @Test("every embedder that is declared can be chosen in a scenario, by its name")
  func declared() {
    #expect(EmbedderChoice.named.map(\.name) == EmbedderDeclaration.names)
  }
}

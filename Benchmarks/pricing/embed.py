#!/usr/bin/env python3
"""Writes Sources/Providers/PriceBook+Embedded.swift from a price map in LiteLLM's schema.

Usage: embed.py MAP [DATE] > Sources/Providers/PriceBook+Embedded.swift

Takes the chat, completion and embedding models of the main makers under their bare names, with the prices of tokens
only. A dated name stands only where its prices differ from those of the name without its date, so that taking a date
away never leads to another price.
"""
import datetime
import json
import re
import sys

MAKERS = {
    "openai": "", "text-completion-openai": "", "anthropic": "", "gemini": "gemini/", "deepseek": "deepseek/",
    "mistral": "mistral/", "xai": "xai/", "cohere_chat": "", "cohere": "", "moonshot": "moonshot/", "zai": "zai/",
}
MODES = {"chat", "completion", "responses", "embedding"}
KEYS = re.compile(
    r"^(input_cost_per_token|output_cost_per_token|cache_read_input_token_cost|cache_creation_input_token_cost"
    r"|output_cost_per_reasoning_token|(input|output)_cost_per_(audio|image)_token"
    r"|cache_read_input_audio_token_cost)(_above_1hr)?(_above_\d+k?_tokens)?(_batches|_flex|_priority)?$")
DATE = re.compile(r"(-20\d\d-\d\d-\d\d|[-@]20\d{6})$")

# What the map does not hold (or no longer), in dollars per million tokens: input, output, cached read, write, write
# for an hour. The names of the articles, and DeepSeek's own list price of V3.2 where the map has an older one.
OWN = {
    "claude-opus-4": (15, 75, 1.5, 18.75, 30, "anthropic"),
    "claude-sonnet-4": (3, 15, 0.3, 3.75, 6, "anthropic"),
    "claude-haiku-3.5": (0.8, 4, 0.08, 1, 1.6, "anthropic"),
    "claude-opus-4.5": (5, 25, 0.5, 6.25, 10, "anthropic"),
    "claude-sonnet-4.5": (3, 15, 0.3, 3.75, 6, "anthropic"),
    "claude-haiku-4.5": (1, 5, 0.1, 1.25, 2, "anthropic"),
    "deepseek-v3.2": (0.28, 0.42, 0.028, None, None, "deepseek"),
    "mixtral-8x7b": (0.6, 0.6, None, None, None, "together"),
    "mistralai/Mixtral-8x7B-Instruct-v0.1": (0.6, 0.6, None, None, None, "together"),
    "gpt-4": (30, 60, None, None, None, "openai"),
    "gpt-4-turbo": (10, 30, None, None, None, "openai"),
    "gpt-4-1106-preview": (10, 30, None, None, None, "openai"),
    "gpt-3.5-turbo": (0.5, 1.5, None, None, None, "openai"),
    "o3-mini": (1.1, 4.4, 0.55, None, None, "openai"),
    "o4-mini": (1.1, 4.4, 0.275, None, None, "openai"),
    "o3": (2, 8, 0.5, None, None, "openai"),
}
NAMES = [
    "input_cost_per_token", "output_cost_per_token", "cache_read_input_token_cost",
    "cache_creation_input_token_cost", "cache_creation_input_token_cost_above_1hr",
]


def entry(fields):
    prices = {
        key: value for key, value in fields.items()
        if KEYS.match(key) and isinstance(value, (int, float)) and not isinstance(value, bool)}
    if "tiered_pricing" in fields:
        prices["tiered_pricing"] = [
            {k: v for k, v in tier.items() if KEYS.match(k) or k == "range"} for tier in fields["tiered_pricing"]]
    return prices


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        book = json.load(file)
    date = sys.argv[2] if len(sys.argv) > 2 else datetime.date.today().isoformat()
    models = {}
    for name, fields in book.items():
        provider = fields.get("litellm_provider")
        if provider not in MAKERS or fields.get("mode") not in MODES or name.startswith("ft:"):
            continue
        prefix = MAKERS[provider]
        if not name.startswith(prefix):
            continue
        short = name[len(prefix):]
        if fields.get("input_cost_per_request"):
            continue
        prices = entry(fields)
        if not prices.get("input_cost_per_token") and "tiered_pricing" not in prices:
            continue
        models[short] = dict(sorted(prices.items()), litellm_provider=provider)
    for name, (*rates, provider) in OWN.items():
        if name in models and name != "deepseek-v3.2":
            continue
        models[name] = {
            key: float(f"{rate}e-06") for key, rate in zip(NAMES, rates) if rate is not None}
        models[name]["litellm_provider"] = provider
    same = [name for name in models if DATE.search(name) and models.get(DATE.sub("", name)) == models[name]]
    for name in same:
        del models[name]
    models = {name: fields for name, fields in models.items() if "/" not in name or name in OWN}
    print("// Made by Benchmarks/pricing/embed.py (`make prices MAP=FILE`); change that and not this file.")
    print("// The prices are from LiteLLM's model_prices_and_context_window.json (MIT), those of OWN from the makers.")
    print("// swift-format-ignore-file")
    print()
    print("extension PriceBook {")
    print("  /// The embedded book in LiteLLM's schema.")
    print('  static let embeddedText = #"""')
    print("    {")
    print(f'      "_date": "{date}",')
    lines = [f"      {json.dumps(name)}: {json.dumps(fields)}" for name, fields in models.items()]
    print(",\n".join(lines))
    print("    }")
    print('    """#')
    print("}")
    print(len(models), "models", file=sys.stderr)


main()

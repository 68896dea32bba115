#!/usr/bin/env python3
"""Writes Sources/Providers/PriceBook+Embedded.swift from a price map in LiteLLM's schema.

Usage: embed.py MAP [DATE] > Sources/Providers/PriceBook+Embedded.swift

Takes the chat, completion and embedding models of the main makers under their bare names, with the prices of tokens
and of searches of the web. A dated name stands only where its prices differ from those of the name without its date,
so that taking a date away never leads to another price.
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
    # Models that are no longer sold, whose logs remain: what their makers asked for last.
    "claude-opus-4-1": (15, 75, 1.5, 18.75, 30, "anthropic"),
    "claude-3-7-sonnet": (3, 15, 0.3, 3.75, 6, "anthropic"),
    "claude-3-5-sonnet": (3, 15, 0.3, 3.75, 6, "anthropic"),
    "claude-3-5-haiku": (0.8, 4, 0.08, 1, 1.6, "anthropic"),
    "claude-3-opus": (15, 75, 1.5, 18.75, 30, "anthropic"),
    "claude-3-sonnet": (3, 15, None, None, None, "anthropic"),
    "claude-3-haiku": (0.25, 1.25, 0.03, 0.3, 0.5, "anthropic"),
    "chatgpt-4o-latest": (5, 15, None, None, None, "openai"),
    "gpt-4.5-preview": (75, 150, 37.5, None, None, "openai"),
    "gpt-4-0125-preview": (10, 30, None, None, None, "openai"),
    "gpt-4-turbo-preview": (10, 30, None, None, None, "openai"),
    "gpt-4-vision-preview": (10, 30, None, None, None, "openai"),
    "gpt-4-32k": (60, 120, None, None, None, "openai"),
    "gpt-4-0314": (30, 60, None, None, None, "openai"),
    "gpt-3.5-turbo-0613": (1.5, 2, None, None, None, "openai"),
    "gpt-3.5-turbo-16k-0613": (3, 4, None, None, None, "openai"),
    "o1-preview": (15, 60, 7.5, None, None, "openai"),
    "o1-mini": (1.1, 4.4, 0.55, None, None, "openai"),
    "codex-mini-latest": (1.5, 6, 0.375, None, None, "openai"),
    "gemini-3-pro-preview": (2, 12, 0.2, None, None, "gemini"),
    "gemini-2.0-flash": (0.1, 0.4, 0.025, None, None, "gemini"),
    "gemini-2.0-flash-001": (0.1, 0.4, 0.025, None, None, "gemini"),
    "gemini-2.0-flash-lite": (0.075, 0.3, None, None, None, "gemini"),
    "gemini-2.0-flash-lite-001": (0.075, 0.3, None, None, None, "gemini"),
    "mistral-large-2411": (2, 6, None, None, None, "mistral"),
    "mistral-medium-2505": (0.4, 2, None, None, None, "mistral"),
}
# Their other prices: of a million tokens too.
OWN_MORE = {
    "claude-sonnet-4": {
        "input_cost_per_token_above_200k_tokens": 6, "output_cost_per_token_above_200k_tokens": 22.5,
        "cache_read_input_token_cost_above_200k_tokens": 0.6,
        "cache_creation_input_token_cost_above_200k_tokens": 7.5,
        "cache_creation_input_token_cost_above_1hr_above_200k_tokens": 12,
    },
    "gemini-3-pro-preview": {
        "input_cost_per_token_above_200k_tokens": 4, "output_cost_per_token_above_200k_tokens": 18,
        "cache_read_input_token_cost_above_200k_tokens": 0.4,
    },
    "gemini-2.0-flash": {"input_cost_per_audio_token": 0.7},
    "gemini-2.0-flash-001": {"input_cost_per_audio_token": 0.7},
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
    search = fields.get("search_context_cost_per_query", {}).get("search_context_size_medium")
    if search:
        prices["search_context_cost_per_query"] = {"search_context_size_medium": search}
        if "web_search_billing_unit" in fields:
            prices["web_search_billing_unit"] = fields["web_search_billing_unit"]
    factors = {k: v for k, v in fields.get("provider_specific_entry", {}).items() if k in ("us", "fast")}
    if factors:
        prices["provider_specific_entry"] = factors
    if "off_peak_pricing" in fields:
        prices["off_peak_pricing"] = fields["off_peak_pricing"]
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
            key: float(f"{rate}e-06") for key, rate in [*zip(NAMES, rates), *OWN_MORE.get(name, {}).items()]
            if rate is not None}
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

#!/usr/bin/env python3
"""Compares what calls cost with PyPI litellm, and writes Benchmarks/pricing/pricing.md.

Usage: run.py [SIMBENCH] [--all]

With --all every model of the map that simbench prices is compared, and only the counts are appended.

Both programs price the same calls from the map that the wheel ships. litellm goes into a venv below .build; it prices
a call with `cost_per_token` (its usage as the providers report it) and a batch with `batch_cost_calculator`.
"""
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
VERSION = "1.110.2"
VENV = ROOT / ".build" / "litellm-venv"
TOLERANCE = 1e-8  # A millionth of a cent.

# A call as simbench counts it: every token once. `long` is replaced by the bound of the model, or 150,000.
SHAPES = {
    "plain": dict(input=1234, output=567),
    "cached": dict(input=86, cached=1920, output=300),
    "written 5 min": dict(input=50, cached=1000, written=4000, output=200),
    "written 1 h": {"input": 50, "written": 1000, "written-1h": 3000, "output": 200},
    "reasoning": dict(input=700, output=120, reasoning=2500),
    "at the bound": dict(input="long", output=800),
    "above the bound": dict(input="long+1", cached=2000, output=800, reasoning=50),
    "long, cached, written": {"input": "long", "cached": 30000, "written": 5000, "written-1h": 7000, "output": 10},
    "batch": dict(input=3000, output=400, service="batch"),
    "batch, cached": dict(input=3000, cached=2048, output=400, service="batch"),
    "batch, written": {"input": 100, "written": 2048, "written-1h": 2048, "output": 40, "service": "batch"},
    "flex": dict(input=3000, cached=2048, output=400, reasoning=100, service="flex"),
    "priority": dict(input=3000, cached=2048, output=400, reasoning=100, service="priority"),
    "priority above the bound": dict(input="long+1", cached=2048, output=400, service="priority"),
    "audio": {"input": 100, "audio-input": 900, "output": 30, "audio-output": 400},
    "images": {"input": 100, "image-input": 900, "output": 30, "image-output": 400},
    "web searches": {"input": 3000, "output": 400, "web-searches": 3},
    "fast, in the US": {"input": 100, "cached": 2000, "written": 1000, "output": 400, "fast": True, "us": True},
    "off-peak": {"input": 3000, "cached": 2048, "output": 400, "off-peak": True},
}
MODELS = """
gpt-3.5-turbo gpt-4 gpt-4-turbo gpt-4.1 gpt-4.1-mini gpt-4o gpt-4o-2024-05-13 gpt-4o-mini gpt-5 gpt-5-mini gpt-5-nano
gpt-5.1 gpt-5.2 gpt-5.4 gpt-5.4-mini gpt-5.5 gpt-5.6 gpt-6-luna o1 o1-pro o3 o3-pro o4-mini gpt-audio gpt-audio-mini
claude-haiku-4-5 claude-sonnet-4-5 claude-sonnet-4-6 claude-opus-4-5 claude-opus-4-6 claude-opus-4-8 claude-opus-5
claude-sonnet-5-5 claude-haiku-5-5 gemini/gemini-2.5-flash gemini/gemini-2.5-flash-lite gemini/gemini-2.5-pro
gemini/gemini-3.1-pro-preview gemini/gemini-3.5-flash gemini/gemini-3.8-flash gemini/gemini-4-argon gemini-2.5-pro
gemini-2.5-flash deepseek/deepseek-chat deepseek/deepseek-v3.2 deepseek/deepseek-v4-pro dashscope/qwen-flash
dashscope/qwen-plus-2025-07-28 dashscope/qwen3-coder-flash dashscope/qwen3-max dashscope/qwen3.7-plus
volcengine/doubao-seed-2-0-pro-260215 mistral/mistral-large-latest mistral/mistral-small-latest
mistral/codestral-latest mistral/magistral-medium-latest xai/grok-4.20-0309-reasoning xai/grok-4.3
azure/gpt-4o azure/gpt-5 azure/gpt-4.1 azure/eu/gpt-4o vertex_ai/claude-sonnet-4-5 vertex_ai/claude-opus-4-5
us.anthropic.claude-sonnet-4-5-20250929-v1:0 anthropic.claude-haiku-4-5-20251001-v1:0
groq/openai/gpt-oss-120b together_ai/mistralai/Mixtral-8x7B-Instruct-v0.1
deepinfra/mistralai/Mixtral-8x7B-Instruct-v0.1 fireworks_ai/accounts/fireworks/models/deepseek-v3p2
perplexity/sonar moonshot/kimi-k2.6 zai/glm-5 zai/glm-4.7
command-r-08-2024 text-embedding-3-small vercel_ai_gateway/openai/gpt-4o novita/deepseek/deepseek-v3.2
""".split()


def prepare():
    """Runs this file in the venv, which it makes first."""
    python = VENV / "bin" / "python3"
    if pathlib.Path(sys.prefix) == VENV or os.environ.get("PRICING_VENV"):
        return
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
        subprocess.run([str(VENV / "bin" / "pip"), "install", "-q", f"litellm=={VERSION}"], check=True)
    os.execv(str(python), [str(python), __file__, *sys.argv[1:]])


def bound(fields):
    """The first bound of a model, in tokens."""
    bounds = [
        int(key.split("_above_")[-1].split("k_tokens")[0]) * 1000 for key in fields
        if key.startswith("input_cost_per_token_above_") and "k_tokens" in key]
    bounds += [int(tier["range"][1]) for tier in fields.get("tiered_pricing", [])]
    return min(bounds, default=150_000)


def calls(models, book):
    for model in models:
        for shape, counts in SHAPES.items():
            call = dict(counts)
            if isinstance(call["input"], str):
                rest = sum(v for k, v in call.items() if k in ("cached", "written", "written-1h"))
                call["input"] = bound(book[model]) - rest + (1 if call["input"] == "long+1" else 0)
                call["input"] += rest if shape == "long, cached, written" else 0
            yield model, shape, call


def theirs(litellm, model, provider, fields, call):
    from litellm.cost_calculator import batch_cost_calculator
    from litellm.litellm_core_utils.llm_cost_calc import utils
    from litellm.litellm_core_utils.llm_cost_calc.tool_call_cost_tracking import StandardBuiltInToolCostTracking
    from litellm.llms import get_cost_for_web_search_request
    from litellm.types.utils import (
        CacheCreationTokenDetails, CompletionTokensDetailsWrapper, PromptTokensDetailsWrapper, ServerToolUse, Usage)

    get = call.get
    # litellm goes by the clock of the machine.
    utils._is_off_peak = lambda *_: get("off-peak", False)
    written = get("written", 0) + get("written-1h", 0)
    prompt = get("input", 0) + get("cached", 0) + written + get("audio-input", 0) + get("image-input", 0)
    completion = get("output", 0) + get("reasoning", 0) + get("audio-output", 0) + get("image-output", 0)
    details = PromptTokensDetailsWrapper(
        cached_tokens=get("cached", 0), text_tokens=get("input", 0), audio_tokens=get("audio-input", 0),
        image_tokens=get("image-input", 0), cache_creation_tokens=written,
        cache_creation_token_details=CacheCreationTokenDetails(
            ephemeral_5m_input_tokens=get("written", 0), ephemeral_1h_input_tokens=get("written-1h", 0))
        if written else None)
    usage = Usage(
        prompt_tokens=prompt, completion_tokens=completion, total_tokens=prompt + completion,
        prompt_tokens_details=details,
        completion_tokens_details=CompletionTokensDetailsWrapper(
            reasoning_tokens=get("reasoning", 0), audio_tokens=get("audio-output", 0),
            image_tokens=get("image-output", 0), text_tokens=get("output", 0)))
    if get("fast"):
        usage.speed = "fast"
    if get("us"):
        usage.inference_geo = "us"
    searched = 0
    if get("web-searches"):
        count = get("web-searches")
        usage.server_tool_use = ServerToolUse(web_search_requests=count)
        usage.prompt_tokens_details.web_search_requests = count
        info = litellm.get_model_info(model=model, custom_llm_provider=provider)
        searched = get_cost_for_web_search_request(custom_llm_provider=provider, usage=usage, model_info=info)
        if searched is None:
            searched = count * StandardBuiltInToolCostTracking.get_cost_for_web_search(model_info=info)
    service = get("service")
    if service == "batch":
        return sum(batch_cost_calculator(usage=usage, model=model, custom_llm_provider=provider))
    return searched + sum(
        litellm.cost_per_token(
            model=model, custom_llm_provider=provider, usage_object=usage, service_tier=service))


def main():
    prepare()
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
    import litellm
    litellm.suppress_debug_info = True
    path = pathlib.Path(litellm.__file__).parent / "model_prices_and_context_window_backup.json"
    book = json.loads(path.read_text())
    words = [word for word in sys.argv[1:] if word != "--all"]
    simbench = words[0] if words else str(ROOT / ".build" / "release" / "simbench")
    models = [model for model in MODELS if model in book]
    if "--all" in sys.argv:
        whole = subprocess.run(
            [simbench, "prices", "--json", "--prices", str(path)], check=True, capture_output=True, text=True)
        # These two ask for a login before they price anything.
        models = [
            model for model in json.loads(whole.stdout)
            if not model.startswith("_") and not model.startswith(("github_copilot/", "chatgpt/"))]
    absent = [model for model in MODELS if model not in book]
    todo = list(calls(models, book))
    listing = ROOT / ".build" / "pricing-calls.jsonl"
    listing.write_text("".join(json.dumps(dict(call, model=model)) + "\n" for model, _, call in todo))
    ours = subprocess.run(
        [simbench, "prices", "cost", "--calls", str(listing), "--prices", str(path)], check=True,
        capture_output=True, text=True).stdout.split()
    equal = {shape: 0 for shape in SHAPES}
    differences, failures = {}, {}
    for (model, shape, call), own in zip(todo, ours):
        provider = book[model].get("litellm_provider")
        own = float(own)
        try:
            other = theirs(litellm, model, provider, book[model], call)
        except Exception as error:  # litellm raises bare exceptions for what it cannot price
            failures.setdefault(str(error).split("\n")[0][:100], []).append((model, shape))
            continue
        if abs(own - other) <= TOLERANCE:
            equal[shape] += 1
        else:
            differences.setdefault(reason(book[model], shape, call, own, other), []).append(
                (model, shape, own, other))
    if "--all" in sys.argv:
        append(models, todo, equal, differences, failures)
    else:
        report(models, absent, todo, equal, differences, failures)


def append(models, todo, equal, differences, failures):
    """Adds the counts over the whole map to the report."""
    lines = [
        "", "## The whole map", "",
        f"{len(models)} models x {len(SHAPES)} shapes: {sum(equal.values())} of {len(todo)} calls are equal.", "",
        "| calls | why they differ |", "|---|---|"]
    counts = [(len(cases), why) for why, cases in differences.items()]
    counts += [(len(cases), "litellm refuses: " + why) for why, cases in failures.items()]
    lines += [f"| {count} | {why} |" for count, why in sorted(counts, reverse=True)]
    with open(ROOT / "Benchmarks" / "pricing" / "pricing.md", "a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    print("\n".join(lines))
    for model, shape, own, other in differences.get("unexplained", [])[:40]:
        print(model, shape, own, other)


def reason(fields, shape, call, own, other):
    """Why the two differ, from the entry and the call."""
    batch = call.get("service") == "batch"
    if call.get("web-searches") and "search_context_cost_per_query" not in fields:
        return "the map has no price of a search, and litellm takes .035 USD of any model of Google's; simbench none"
    if batch and "tiered_pricing" in fields:
        return "litellm bills a batch of a model with `tiered_pricing` at nothing; simbench at half its range"
    if fields.get("cache_creation_input_token_cost") == 0 and (call.get("written") or call.get("written-1h")):
        return (
            "the map has a cache write at 0, which litellm takes for free; the makers bill it as input, and so does "
            "simbench")
    if batch and call.get("written-1h") and "cache_creation_input_token_cost_above_1hr" in fields:
        return (
            "the map has no batch price of a write for an hour, and litellm takes that of 5 minutes; simbench keeps the "
            "ratio of the usual prices, 2 to 1.25, as Anthropic states that both factors apply")
    if call.get("cached") and "cache_read_input_token_cost" not in fields:
        if fields.get("litellm_provider") == "fireworks_ai":
            return (
                "the map has no price of cached reads, and litellm halves that of input for Fireworks by a rule of its "
                "own; simbench takes input's and says so")
        if batch:
            return (
                "the map has no price of cached reads, and litellm bills them in a batch at nothing (as input elsewhere); "
                "simbench takes input's and says so")
    provider = fields.get("litellm_provider")
    if provider == "perplexity":
        return (
            "litellm has a calculator of its own for Perplexity, without bounds, and takes perplexity/perplexity/X as "
            "perplexity/X")
    if provider == "fireworks_ai" and call.get("service") == "priority":
        return "litellm's calculator for Fireworks passes no service on, though the map has priority prices"
    if batch and "output_cost_per_token" not in fields and "output_cost_per_image_token" in fields:
        return "the map prices only images as output, and litellm bills text in a batch at nothing"
    if provider == "deepseek" and (call.get("written") or call.get("written-1h")):
        return "litellm takes the entry of the name with its prefix, whose cache write is at 0"
    if other in (0, 0.035) and own > other:
        return "litellm does not know who serves the bare name"
    prices = [v * 1e12 for k, v in fields.items() if "token" in k and "cost" in k and isinstance(v, float)]
    tokens = sum(v for v in call.values() if isinstance(v, int))
    if abs(own - other) < tokens * 1e-12 and any(abs(v - round(v)) > 1e-3 for v in prices):
        return "the map's price has a fraction of a picodollar, which simbench rounds"
    return "unexplained"


def report(models, absent, todo, equal, differences, failures):
    count = sum(equal.values())
    lines = [
        "# Prices beside PyPI litellm", "",
        f"{len(todo)} calls ({len(models)} models x {len(SHAPES)} shapes) priced by `simbench prices cost` and by",
        f"litellm {VERSION} from the map in its wheel. **{count} are equal to a millionth of a cent**,",
        f"{sum(map(len, differences.values()))} differ, {sum(map(len, failures.values()))} litellm refuses.",
        "`make bench-pricing` repeats it.", "", "| shape | equal |", "|---|---|"]
    lines += [f"| {shape} | {n} of {len(models)} |" for shape, n in equal.items()]
    for why, cases in sorted(differences.items(), key=lambda item: -len(item[1])):
        lines += ["", f"## {len(cases)}: {why}", "", "| model | shape | simbench, USD | litellm, USD |", "|---|---|---|---|"]
        lines += [f"| {m} | {s} | {a:.9f} | {b:.9f} |" for m, s, a, b in cases]
    for why, cases in failures.items():
        lines += ["", f"## {len(cases)} refused by litellm: {why}", "", ", ".join(f"{m} ({s})" for m, s in cases)]
    if absent:
        lines += ["", "Not in the map: " + ", ".join(absent) + "."]
    (ROOT / "Benchmarks" / "pricing" / "pricing.md").write_text("\n".join(lines) + "\n")
    print("\n".join(lines[:6]))


main()

#!/usr/bin/env python3
"""Profiles three made logs on one core and writes Benchmarks/readers.md: LiteLLM spend logs with messages, pairs of
OpenAI requests and responses, and a CSV with prompts, of MEGABYTES each and varied text.

    readers.py PROGRAM [MEGABYTES]
"""
import csv
import datetime
import io
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time

PROGRAM = sys.argv[1]
MEGABYTES = float(sys.argv[2]) if len(sys.argv) > 2 else 1000
START = datetime.datetime(2025, 11, 3, tzinfo=datetime.timezone.utc)
SYSTEM = "You are the support assistant of Brightside Telecom. Answer briefly, only from the articles. " * 16
WORDS = (
    "account address agent answer article billing cancel card change charge city complaint contract copy customer data "
    "date delay delivery device error fee fibre file form group help hour house invoice item letter line list mail manual "
    "message minute mobile month network note number offer office order page paper password pay phone plan policy price "
    "product question rate reason refund report reset roaming router rule second service signal speed start store street "
    "tariff team technician term test ticket time update usage user voicemail week \u00fcber stra\u00dfe year"
).split()
NAMES = {"gpt-4o": "gpt-4o-2024-08-06", "gpt-4o-mini": "gpt-4o-mini-2024-07-18"}


def text(count):
    return " ".join(random.choices(WORDS, k=count)) + ('\n"quoted" ' if random.random() < 0.5 else ".")


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def calls():
    seconds = 0.0
    while True:
        seconds += random.expovariate(0.5)
        messages = [{"role": "system", "content": SYSTEM}]
        for _ in range(random.choice((0, 0, 0, 1, 3))):
            messages.append({"role": "user", "content": text(random.randint(5, 60))})
            messages.append({"role": "assistant", "content": text(random.randint(40, 160))})
        messages.append({"role": "user", "content": text(random.randint(5, 120))})
        tokens = sum(len(message["content"]) for message in messages) // 4
        start = START + datetime.timedelta(seconds=seconds)
        yield {
            "id": f"chatcmpl-{random.getrandbits(96):024x}", "start": start, "messages": messages, "input": tokens,
            "end": start + datetime.timedelta(seconds=3), "model": "gpt-4o" if random.random() < 0.7 else "gpt-4o-mini",
            "output": random.randint(20, 400), "cached": tokens // 256 * 128, "user": f"cust_{random.randint(1, 900)}",
            "answer": text(random.randint(20, 200)),
        }


def usage(call):
    return {
        "prompt_tokens": call["input"], "completion_tokens": call["output"],
        "total_tokens": call["input"] + call["output"],
        "prompt_tokens_details": {"cached_tokens": call["cached"], "audio_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 0},
    }


def response(call):
    message = {"role": "assistant", "content": call["answer"]}
    return {
        "id": call["id"], "object": "chat.completion", "created": int(call["start"].timestamp()),
        "model": NAMES[call["model"]], "usage": usage(call), "system_fingerprint": "fp_1",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
    }


def litellm(call):
    return json.dumps({
        "request_id": call["id"], "call_type": "acompletion", "api_key": f"{random.getrandbits(256):064x}",
        "spend": (call["input"] * 2.5 + call["output"] * 10) / 1e6, "total_tokens": call["input"] + call["output"],
        "prompt_tokens": call["input"], "completion_tokens": call["output"], "startTime": stamp(call["start"]),
        "endTime": stamp(call["end"]), "completionStartTime": stamp(call["start"]), "model": call["model"],
        "model_id": "b1", "model_group": call["model"], "custom_llm_provider": "openai",
        "api_base": "https://api.openai.com/v1", "user": "default_user_id",
        "metadata": {
            "user_api_key_alias": "support-bot", "usage_object": usage(call),
            "additional_usage_values": {"prompt_tokens_details": {"cached_tokens": call["cached"]}},
            "status": "success"},
        "cache_hit": "False", "cache_key": "Cache OFF", "request_tags": ["User-Agent: python"], "team_id": "team-1",
        "end_user": call["user"], "requester_ip_address": "", "messages": call["messages"],
        "response": response(call), "proxy_server_request": {}, "session_id": call["id"][9:], "status": "success",
    }) + "\n"


def pair(call):
    request = {
        "model": call["model"], "messages": call["messages"], "temperature": 0, "user": call["user"]}
    return json.dumps({
        "timestamp": stamp(call["start"]), "request": request, "response": response(call), "latency_ms": 900,
        "status": 200}) + "\n"


def row(call):
    line = io.StringIO()
    prompt = call["messages"][-1]["content"] + " " + call["answer"]
    csv.writer(line).writerow(
        [stamp(call["start"]), call["model"], prompt, call["input"], call["output"], call["user"]])
    return line.getvalue()


def write(path, form, head=""):
    random.seed(7)
    size = 0
    with open(path, "w", newline="") as file:
        file.write(head)
        for call in calls():
            size += file.write(form(call))
            if size >= MEGABYTES * 1e6:
                return


def profile(path):
    """Least seconds of three runs, by the clock and of the processor, and the most memory in bytes."""
    best = (float("inf"), float("inf"))
    for _ in range(3):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run([PROGRAM, "trace", "profile", path], check=True, stdout=subprocess.DEVNULL)
        after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - start
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = (min(best[0], wall), min(best[1], used))
    return best + (resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024,)


def main():
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    forms = [
        ("CSV with prompts", "app.csv", row, "timestamp,model,prompt,input_tokens,output_tokens,user\r\n"),
        ("OpenAI requests and responses", "pairs.jsonl", pair, ""),
        ("LiteLLM spend logs", "litellm.jsonl", litellm, ""),
    ]
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for name, file, form, head in sorted(forms, key=lambda form: form[0] == "CSV with prompts"):
            path = os.path.join(folder, file)
            write(path, form, head)
            size = os.path.getsize(path)
            wall, used, memory = profile(path)
            os.remove(path)
            lines.append(
                f"| {name} | {size / 1e6:.0f} | {wall:.2f} | {used:.2f} | {size / 1e6 / used:.0f} | {memory / 1e6:.0f} |")
            print(lines[-1], flush=True)
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "readers.md"), "w") as report:
        report.write(f"""# Reading logs

`make bench-readers` profiles made logs of varied text (`simbench trace profile`) on one core and takes the best of three
runs. The speed is that of the processor's time, which others on the machine disturb less than the clock. The memory is the
most that any run so far took: hashes, counts and times of the calls and of distinct prompts, and no texts. The goals are 250 MB/s of JSON lines and 400 of a CSV.

| log | MB | seconds | of the processor | MB/s | memory, MB |
|---|---|---|---|---|---|
""" + "\n".join(lines) + "\n")


main()

#!/usr/bin/env python3
"""Draws the modules of Package.swift into docs/architecture.md, between its two marks.

    swift package dump-package | docs/modules.py

A module's arrows go to what its sources import; what another import brings along anyway is left out.
"""
import json
import pathlib
import re
import sys

targets = {t["name"]: t for t in json.load(sys.stdin)["targets"]}
imports = {
    name: {d["byName"][0] if "byName" in d else d["target"][0] for d in t["dependencies"]}
    for name, t in targets.items()
    if t["type"] in ("regular", "executable") and not re.match("C[A-Z]", name)
}
root = pathlib.Path(__file__).resolve().parent.parent
for name in imports:
    imports[name] &= imports.keys()
    folder = root / (targets[name].get("path") or f"Sources/{name}")
    text = "\n".join(file.read_text() for file in folder.rglob("*.swift"))
    imports[name] &= set(re.findall(r"^\s*(?:@?\w+ )*import (?:\w+ )?(\w+)", text, re.MULTILINE))


def reach(name):
    """Everything below a module."""
    below = set()
    for other in imports[name]:
        below |= {other} | reach(other)
    return below


lines = ["```mermaid", "graph BT"]
for name in sorted(imports):
    near = {o for o in imports[name] if not any(o in reach(p) for p in imports[name] if p != o)}
    lines += [f"  {name} --> {other}" for other in sorted(near)] or [f"  {name}"]
lines.append("```")
page = pathlib.Path(__file__).with_name("architecture.md")
text = page.read_text()
begin, end = "<!-- begin: modules -->", "<!-- end: modules -->"
head, rest = text.split(begin)
tail = rest.split(end)[1]
page.write_text(head + begin + "\n\n" + "\n".join(lines) + "\n\n" + end + tail)

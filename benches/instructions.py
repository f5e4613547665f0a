#!/usr/bin/env python3
"""Counts the instructions of a build of 500 pages, and says what grew since they were last recorded.

    cargo build --release
    COPSITE=target/release/copsite python3 benches/instructions.py            # compares, fails on growth
    COPSITE=target/release/copsite python3 benches/instructions.py --record   # writes instructions.json

Each function counts for the crate it is of, ours for their rooms; what is inlined counts where it stands.
Instructions under valgrind's callgrind are the same on a busy machine and on an idle one, and differ
by less than 0.5 % from run to run. One thread, so that no work is counted while it waits. What belongs
to another compiler or another valgrind is recorded anew before it is compared.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
BENCH = os.environ.get("COPSITE_BENCH", os.path.join(HERE, "..", "..", "shared", "bench"))
RECORD = os.path.join(HERE, "instructions.json")
PAGES = 500
LIMIT = 0.03

# What is less than this share of all is told together.
LEAST = 0.005


def run(command, **more):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def count(copsite, folder):
    site, profile = os.path.join(folder, "site"), os.path.join(folder, "profile")
    corpus = [sys.executable, os.path.join(BENCH, "make_corpus.py"), "--flavour", "copsite"]
    run([*corpus, "--pages", str(PAGES), "--out", site])
    shutil.copytree(os.path.join(HERE, "site"), site, dirs_exist_ok=True)
    build = [copsite, "build", "--root", site, "--quiet", "--as-of", "2026-06-30"]
    environment = {**os.environ, "RAYON_NUM_THREADS": "1"}
    run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", *build], env=environment)
    return counts(run(["callgrind_annotate", "--threshold=100", profile]))


def counts(report):
    """Instructions of all functions, and of those of each crate; our own by their rooms."""
    found = {"all": number(re.search(r"([\d,]+) .*PROGRAM TOTALS", report))}
    lines = re.findall(r"^\s*([\d,]+) \([ \d.]+%\)\s+\S*?:(\S.*?)(?: \[|$)", report, re.MULTILINE)
    for amount, name in lines:
        place = place_of(name)
        found[place] = found.get(place, 0) + int(amount.replace(",", ""))
    few = [place for place, count in found.items() if count < found["all"] * LEAST]
    found["others"] = sum(found.pop(place) for place in few)
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def place_of(function):
    """The room or crate that a function belongs to; one made for a type belongs where the type does."""
    room = re.search(r"\bcopsite::(\w+)", function)
    if room:
        return f"copsite::{room.group(1)}"
    crates = re.findall(r"(?<![\w:])([a-z]\w*)::", function)
    others = [crate for crate in crates if crate not in ("core", "alloc", "std")]
    return others[0] if others else "std" if crates else "the machine's libraries"


def number(match):
    return int(match.group(1).replace(",", "")) if match else 0


def compare(before, now):
    """A table, and whether anything grew by more than the limit."""
    grew = False
    print(f"{'':24}{'recorded':>10}{'now':>10}   millions of instructions")
    for place in now:
        old, new = before.get(place), now[place]
        change = (new - old) / old if old else 0
        is_larger = change > LIMIT and new - old > before["all"] * LIMIT / 100
        grew |= is_larger
        told = f"{old / 1e6:10.1f}" if old else f"{'':>10}"
        print(f"{place:24}{told}{new / 1e6:10.1f}{change * 100:+8.1f} %{'  grew' if is_larger else ''}")
    return grew


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--record", action="store_true", help="write the counts instead of comparing them")
    arguments = parser.parse_args()
    copsite = os.path.abspath(os.environ.get("COPSITE", os.path.join(HERE, "..", "target", "release", "copsite")))
    with tempfile.TemporaryDirectory() as folder:
        now = count(copsite, folder)
    before = {}
    if os.path.exists(RECORD):
        with open(RECORD, encoding="utf-8") as file:
            before = json.load(file)
    grew = compare(before or now, now)
    if arguments.record:
        with open(RECORD, "w", encoding="utf-8") as file:
            json.dump(now, file, indent=2)
            file.write("\n")
    elif grew:
        sys.exit(f"more than {LIMIT:.0%} more instructions; if that is worth it, record them with --record")


if __name__ == "__main__":
    main()

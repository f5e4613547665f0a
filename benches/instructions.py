#!/usr/bin/env python3
"""Counts the instructions of a build of 500 pages, and says what grew since they were last recorded.

    cargo build --release
    COPSITE=target/release/copsite python3 benches/instructions.py            # compares, fails on growth
    COPSITE=target/release/copsite python3 benches/instructions.py --record   # writes instructions.json

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

# Stages by the functions that hold them; a stage includes all that its functions call.
STAGES = {
    "theme": ["copsite::site::setup::look"],
    "front matter": ["copsite::content::front_matter::parse"],
    "Markdown": ["copsite::content::markdown::convert"],
    "weave": ["copsite::weaver::weave"],
    "plan": ["copsite::plan::plan", "copsite::site::woven::planned"],
    "spoken templates": ["copsite::theme::spoken::spoken"],
    "highlight": ["copsite::render::highlight::highlight"],
    "related": ["copsite::view::related::related"],
    "views of entries": ["copsite::view::item::item"],
    "graph": ["copsite::view::graph::graph"],
    "templates": ["tera::vm::interpreter::VirtualMachine::render_to"],
    "feeds": ["copsite::render::feed::feed"],
    "weaver.json": ["copsite::render::weaver_json::weaver_json"],
}


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
    return counts(run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", profile]))


def counts(report):
    found = {"all": number(re.search(r"([\d,]+) .*PROGRAM TOTALS", report))}
    lines = re.findall(r"^\s*([\d,]+) \([ \d.]+%\)\s+\S*?:(\S.*?)(?: \[|$)", report, re.MULTILINE)
    for stage, functions in STAGES.items():
        of_stage = [int(amount.replace(",", "")) for amount, name in lines if name in functions]
        if of_stage:
            found[stage] = max(of_stage)
    return found


def number(match):
    return int(match.group(1).replace(",", "")) if match else 0


def compare(before, now):
    """A table, and whether anything grew by more than the limit."""
    grew = False
    print(f"{'':18}{'recorded':>10}{'now':>10}   millions of instructions")
    for stage in now:
        old, new = before.get(stage), now[stage]
        change = (new - old) / old if old else 0
        is_larger = change > LIMIT and new - old > before["all"] * LIMIT / 100
        grew |= is_larger
        told = f"{old / 1e6:10.1f}" if old else f"{'':>10}"
        print(f"{stage:18}{told}{new / 1e6:10.1f}{change * 100:+8.1f} %{'  grew' if is_larger else ''}")
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

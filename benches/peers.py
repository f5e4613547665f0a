#!/usr/bin/env python3
"""Runs the shared side-by-side benchmark with copsite's own site, `benches/site/`.

    COPSITE=target/release/copsite HUGO=hugo python3 benches/peers.py --pages 10000 --only hugo:lean,copsite:lean

`copsite:full` is the site as it is, `copsite:lean` the same without search. All arguments are those of
`../shared/bench/run.py`. COPSITE_BENCH names its folder where it is somewhere else.
"""
import os
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
BENCH = os.environ.get("COPSITE_BENCH", os.path.join(HERE, "..", "..", "shared", "bench"))
sys.path.insert(0, BENCH)
import run  # noqa: E402


def prepare(self, root, variant, pages):
    shutil.copytree(os.path.join(HERE, "site"), root, dirs_exist_ok=True)
    if variant == "lean":
        with open(os.path.join(root, "copsite.toml"), "a", encoding="utf-8") as config:
            config.write("\n[search]\nenabled = false\n")


run.Copsite.prepare = prepare

if __name__ == "__main__":
    run.main()

#!/usr/bin/env python3
"""Runs the shared benchmark of preview servers with copsite's own site, `benches/site/`.

    COPSITE=target/release/copsite HUGO=hugo python3 benches/serve.py --pages 10000 --only hugo:lean,copsite:full

All arguments are those of `../shared/bench/serve.py`. COPSITE_BENCH names its folder where it is
somewhere else.
"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import peers  # noqa: E402  (puts the shared benchmark on the path, and copsite's site into it)
import serve  # noqa: E402

if __name__ == "__main__":
    serve.main()

#!/usr/bin/env bash
# Runs the fuzz targets one after the other, and installs what they need where it is missing.
#
# Usage: tests/fuzz/fuzz.sh [SECONDS [TARGET…]]
#   SECONDS  for each target; 60 where it is not said
#   TARGET   all of them where none is named
#
# What is found goes to target/fuzz/artifacts/TARGET, what leads on to target/fuzz/corpus/TARGET; the texts in
# tests/fuzz/corpus are only read.
set -euo pipefail

# What one text reaches must not depend on how threads take turns.
export RAYON_NUM_THREADS=1

cd "$(dirname "${BASH_SOURCE[0]}")/../.."

seconds="${1:-60}"
shift || true
targets=("$@")
[ "${#targets[@]}" -gt 0 ] || targets=(front_matter markdown wiki_link recurrence http_path site)

# libFuzzer counts the branches that are taken, which only the nightly compiler can be asked for. Memory is safe
# without a sanitiser: none of our code is unsafe.
fuzz() {
  cargo +nightly fuzz "$1" --fuzz-dir tests/fuzz --target-dir target/fuzz --release --sanitizer none "${@:2}"
}

install() {
  cargo fuzz --version >/dev/null 2>&1 || cargo install --locked cargo-fuzz
  cargo +nightly --version >/dev/null 2>&1 || rustup toolchain install nightly --profile minimal
}

# The longest text that a target is given, in bytes.
longest() {
  case "$1" in
    recurrence | wiki_link) echo 4096 ;;
    *) echo 16384 ;;
  esac
}

run() {
  local target="$1"
  local corpus="target/fuzz/corpus/$target" artifacts="target/fuzz/artifacts/$target"
  mkdir -p "$corpus" "$artifacts"
  fuzz run "$target" "$corpus" "tests/fuzz/corpus/$target" -- \
    -max_total_time="$seconds" -max_len="$(longest "$target")" -timeout=60 -rss_limit_mb=2048 \
    -dict="tests/fuzz/dictionaries/$target.dict" -artifact_prefix="$artifacts/" -print_final_stats=1
}

install
fuzz build
failed=()
for target in "${targets[@]}"; do
  echo "-- $target"
  run "$target" || failed+=("$target")
done
[ "${#failed[@]}" -eq 0 ] || { echo "found something: ${failed[*]}, see target/fuzz/artifacts" >&2; exit 1; }

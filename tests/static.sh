#!/usr/bin/env bash
# The static binary in a root that holds nothing but it, a site, and what every system has of /dev.
#
# In: the binary, and the folder of a site. Out: exit code 1 when it asks for a library, or does not build the site there, or
# panics where even /dev is missing. Where no such root can be had, it says what was left out.
set -euo pipefail
binary=$(realpath "$1")
site=$(realpath "$2")
left_out() {
  echo "$1" | tee -a "${JALON_LEFT_OUT:-/dev/null}"
  exit 0
}
if readelf --program-headers "$binary" | grep -q INTERP; then
  echo "tests/static.sh: $binary asks for a loader: it is not static" >&2
  exit 1
fi
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
cp "$binary" "$root/jalon"
mkdir "$root/site" "$root/dev"
for part in capsules content data quizzes site.yaml; do
  [ ! -e "$site/$part" ] || cp -r "$site/$part" "$root/site/"
done
inside() { unshare --map-root-user --mount chroot "$root" /jalon "$@"; }
unshare --map-root-user --mount chroot / true 2>"$root/why" ||
  left_out "the static binary in an empty root (unshare and chroot are refused here: $(head -1 "$root/why"))"
# Nothing of /dev: it works, or says what it misses; it never panics.
status=0
said=$(inside build --root /site --output /public 2>&1) || status=$?
if [ "$status" -ne 0 ] || [ ! -s "$root/public/index.html" ]; then
  if [ "$status" -ne 2 ] || ! grep -q '/dev/urandom' <<<"$said" || grep -q panicked <<<"$said"; then
    echo "tests/static.sh: without /dev, exit code $status: $said" >&2
    exit 1
  fi
  echo "without /dev, it says that it misses /dev/urandom"
  touch "$root/dev/urandom" "$root/dev/random"
  unshare --map-root-user --mount sh -c 'mount --bind /dev/urandom "$1/dev/urandom" && mount --bind /dev/random "$1/dev/random" && exec chroot "$1" /jalon build --root /site --output /public' sh "$root"
fi
[ -s "$root/public/index.html" ] || { echo "tests/static.sh: nothing was published" >&2; exit 1; }
echo "the static binary builds $(find "$root/public" -name index.html | wc -l) pages in a root that holds nothing but it"

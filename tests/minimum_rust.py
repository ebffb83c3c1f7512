"""Whether every crate that a user compiles does with the oldest Rust that Cargo.toml declares.

In: `cargo metadata --format-version 1`, on standard input. Out: exit code 1 when a crate asks for a newer one. What our own
code uses is the matter of clippy (`incompatible_msrv`, for the standard library) and of a build with that version.
"""

import json
import sys


def version(text):
    return tuple(int(part) for part in text.split(".")) + (0,) * (2 - text.count("."))


graph = json.load(sys.stdin)
packages = {package["id"]: package for package in graph["packages"]}
nodes = {node["id"]: node for node in graph["resolve"]["nodes"]}
root = graph["resolve"]["root"]
minimum = packages[root]["rust_version"]

# What tests and benchmarks need is left out: users compile none of it.
needed, waiting = set(), [root]
while waiting:
    one = waiting.pop()
    if one not in needed:
        needed.add(one)
        waiting += [link["pkg"] for link in nodes[one]["deps"] if any(kind["kind"] != "dev" for kind in link["dep_kinds"])]

newer = [package for package in (packages[one] for one in needed) if version(package["rust_version"] or "1.0") > version(minimum)]
for package in newer:
    print(f"{package['name']} {package['version']} needs Rust {package['rust_version']}, and Cargo.toml declares {minimum}")
if newer or len(needed) < 50:
    sys.exit(1)
print(f"{len(needed)} crates do with Rust {minimum}")

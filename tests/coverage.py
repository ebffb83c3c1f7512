#!/usr/bin/env python3
"""Which page states each fact of the reference list, by the `facts:` of the pages.

In: content/, tests/facts.txt (number and wording of ours, a line each), tests/coverage-exceptions.txt (number and why no
page states it). Where ../shared/domaine/faits.md and its addendum are there, the list is held against them. Out: a table, and exit code 1
when a fact has no page and no reason, when a page names a fact that is not in the list, or when a reason is void.
"""

import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent
REFERENCES = [ROOT.parent / "shared/domaine" / name for name in ("faits.md", "faits-2026-11.md")]
NUMBER = re.compile(r"[FX]-\d{2,3}")
SHOWN = 4


def entries(path):
    """Number and words of each line; comments and blank lines left out."""
    lines = [line.strip() for line in path.read_text().splitlines()]
    return dict(line.partition(" ")[::2] for line in lines if line and not line.startswith("#"))


def stated(path):
    """What the head of a page says it states; nothing for a draft."""
    parts = re.split(r"^---$", path.read_text(), maxsplit=2, flags=re.M)
    head = parts[1] if len(parts) == 3 else ""
    if re.search(r"^draft:\s*true\s*$", head, flags=re.M):
        return []
    found = re.search(r"^facts:((?:.*\n)(?:[ \t]*-.*\n|[ \t]+.*\n)*)", head, flags=re.M)
    return re.findall(r"[^\s,\[\]\"'-][^\s,\[\]\"']*", re.sub(r"^\s*-\s", " ", found[1], flags=re.M)) if found else []


def main():
    facts = entries(HERE / "facts.txt")
    reasons = entries(HERE / "coverage-exceptions.txt")
    faults = [f"tests/facts.txt: {number} in more than ten words" for number, words in facts.items() if len(words.split()) > 10]
    if len(facts) < 100:
        faults.append(f"tests/facts.txt: only {len(facts)} facts")
    if all(path.exists() for path in REFERENCES):
        text = "\n".join(path.read_text() for path in REFERENCES)
        known = set(re.findall(r"^(?:- \*\*|\| (?:\*\*)?)([FX]-\d{2,3})\b", text, flags=re.M))
        faults += [f"tests/facts.txt: {number} is not in the reference lists" for number in sorted(facts.keys() - known)]
        faults += [f"tests/facts.txt: {number} of the reference lists is missing" for number in sorted(known - facts.keys())]
    pages = {number: [] for number in facts}
    for path in sorted((ROOT / "content").rglob("*.md")):
        name = str(path.relative_to(ROOT / "content"))
        for number in dict.fromkeys(stated(path)):
            if number in pages:
                pages[number].append(name)
            else:
                faults.append(f"content/{name}: facts: « {number} » is not in tests/facts.txt")
    for number, words in facts.items():
        names = pages[number]
        shown = ", ".join(names[:SHOWN]) + (f" (+{len(names) - SHOWN})" if len(names) > SHOWN else "")
        print(f"{number}  {words:58} {shown or '— ' + reasons.get(number, 'NOWHERE')}")
        if not names and not reasons.get(number):
            faults.append(f"{number} ({words}): no page states it; add it to the facts: of one, or to tests/coverage-exceptions.txt with a reason")
    for number, reason in reasons.items():
        if not reason or number not in facts or pages[number]:
            why = "no reason" if not reason else "not in the list" if number not in facts else f"stated by {pages[number][0]}"
            faults.append(f"tests/coverage-exceptions.txt: {number}: {why}")
    covered = sum(bool(names) for names in pages.values())
    print(f"\n{covered} of {len(facts)} facts stated, {len(reasons)} left out with a reason")
    if faults:
        sys.exit("\n".join(faults))


main()

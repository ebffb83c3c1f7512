#!/usr/bin/env python3
"""Plain French: no sentence over 35 words, no answer whose first paragraph passes 60, never « support » alone.

In: all that readers are told (content/, capsules/, quizzes/, data/, the templates of the theme; for the word alone, also the
French strings of src/ and of the scripts), and tests/language-exceptions.txt: file, « : », words of the place, « | » and the reason
why it stays. Out: exit code 1 and each fault with its file and line; a waiver that waives nothing is a fault too.

    tests/language.py [PATH…]   only faults of the files whose path holds one of these words
"""

import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent
WAIVERS = HERE / "language-exceptions.txt"
SENTENCE, ANSWER = 35, 60
WORD = re.compile(r"[^\W_]+(?:[’'\-‑.][^\W_]+)*")
# « le support » may be slides or a help desk: say « le diaporama de 2025 » or « l’assistance du portail ».
ALONE = re.compile(r"\b[Ss]upports?\b")
# The verb and the paper or screen that bears a text are another word.
MEANT = re.compile(r"(?:\bse |\bne |\bqui |\bpas )supporte|[Ss]upports? (?:papier|numérique|durable)s?")
FENCE = re.compile(r"^\s*(`{3,}|~{3,})\s*([\w-]*)")
# Keys of YAML whose values are not prose.
PLAIN_KEYS = re.compile(r"^\s*(?:-\s+)?(?:\{.*\}|(?:id|go|name|draw|review|sources|keywords|facts|audience|aliases|asked|url|type|objective|reviewed|slug|read|through|find|correct|order|theme|terms?|see|forms|roles?|tags|also|link|href|page|template|anchors):.*)$")
CODE_FENCES = {"yaml", "sh", "bash", "text", "html", "css", "js", "json", "markdown", "md", "toml", "nginx", "apache", "rust", "console"}
END = re.compile(r"(?<=[.!?…])(?:\s*[»”)\]])*\s+(?=[«“(]*\s*[A-ZÀ-ÖØ-Þ0-9])|(?<=[:;])\s*\n")


def prose(text):
    """A text without links' targets, marks and citations."""
    text = re.sub(r"\[@[^\]]*\]|\{#[^}]*\}|\{[.#][^}]*\}", "", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<https?:[^>]*>|https?://\S+|\S+@\S+", "adresse", text)
    text = re.sub(r"<[^>]*>|\{[{%#].*?[}%#]\}", " ", text)
    return re.sub(r"[*_`|>]", "", text).replace("\u00a0", " ").replace("\u202f", " ")


def count(text):
    return sum(1 for word in WORD.findall(text) if re.search(r"[^\W\d_]", word))


def yaml_strings(lines, first):
    """Each prose value of YAML lines, with its line; folded and literal blocks are one text a paragraph."""
    block, at, indent = [], 0, None
    # What readers say is theirs: it is searched, never shown.
    asked = None
    for number, line in enumerate([*lines, ""], first):
        depth = len(line) - len(line.lstrip())
        if asked is not None and (not line.strip() or depth > asked):
            continue
        asked = depth if re.match(r"\s*asked(?:_at)?:", line) else None
        if asked is not None:
            continue
        if indent is not None:
            if line.strip() and depth > indent:
                at = at or number
                block.append(line.strip())
                continue
            if not line.strip() and number <= first + len(lines) - 1:
                if block:
                    yield at, "\n".join(block)
                block, at = [], 0
                continue
            if block:
                yield at, "\n".join(block)
            block, at, indent = [], 0, None
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if re.search(r"[:\-]\s*[|>][+-]?\s*$", line):
            indent = depth + (2 if line.lstrip().startswith("- ") else 0)
            continue
        if PLAIN_KEYS.match(line):
            continue
        value = re.sub(r"^\s*(?:-\s+)*(?:\"?[\w-]+\"?:\s+)?", "", line)
        yield number, value.strip().strip("\"'")


def markdown_blocks(lines, first, answer):
    """Each block of prose of a Markdown text: its line, its text, and whether it is the first paragraph."""
    block, at, fence, begun, leading = [], 0, None, 0, answer
    inside = []
    for number, line in enumerate([*lines, ""], first):
        mark = FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence[0]) and not mark[2]:
                if fence[1] not in CODE_FENCES:
                    if fence[1] == "said":
                        yield from ((begun + rank, text, False) for rank, text in enumerate(inside))
                    else:
                        yield from ((place, text, False) for place, text in yaml_strings(inside, begun))
                fence = None
            else:
                inside.append(line)
            continue
        new = not line.strip() or mark or re.match(r"\s*(?:[-*+]|\d+[.)])\s|\s*#|\s*\||\s*>\s*(?:$|\[!|[-*]|\d+[.)])", line)
        if new and block:
            yield at, "\n".join(block), leading
            leading = False
            block = []
        if mark:
            fence, inside, begun, leading = (mark[1], mark[2]), [], number + 1, False
        elif line.lstrip().startswith("|"):
            yield from ((number, cell, False) for cell in line.split("|"))
        elif line.strip():
            if not block:
                at = number
            block.append(re.sub(r"^\s*(?:>\s*)*(?:[-*+]|\d+[.)])?\s*(?:#+\s)?", "", line))
            if re.match(r"\s*#", line):
                yield at, block.pop(), False


def texts(path):
    """What a file tells readers: line, text, whether it is the first paragraph of an answer."""
    lines = path.read_text().splitlines()
    if path.suffix == ".md":
        end = next((rank for rank, line in enumerate(lines) if rank and line == "---"), 0) if lines[:1] == ["---"] else -1
        yield from ((number, text, False) for number, text in yaml_strings(lines[1:max(end, 0)], 2))
        yield from markdown_blocks(lines[end + 1 :], end + 2, path.parent.name == "faq")
    elif path.suffix in (".yaml", ".yml"):
        yield from ((number, text, False) for number, text in yaml_strings(lines, 1))
    elif path.suffix == ".html":
        for number, line in enumerate(lines, 1):
            shown = re.findall(r">([^<>{}]+)<", line) + re.findall(r'(?:title|label|alt|placeholder)="([^"{}]+)"', line)
            yield from ((number, text, False) for text in shown)


def french_strings(path):
    source = path.read_text().split("#[cfg(test)]")[0]
    for number, line in enumerate(source.splitlines(), 1):
        if re.match(r"\s*(?:///|//|/?\*)", line):
            continue
        for text in re.findall(r'["`]((?:[^"`\\]|\\.)*)["`]', line):
            if re.search(r"\b(?:le|au|du|ce) support\b", text):
                yield number, text


def faults(path):
    for number, text, leading in texts(path):
        said = prose(text)
        for sentence in END.split(said):
            length = count(sentence)
            if length > SENTENCE:
                yield number, sentence.strip(), f"a sentence of {length} words"
        if leading and count(said) > ANSWER:
            yield number, said.strip(), f"an answer that opens with {count(said)} words"
        if ALONE.search(MEANT.sub("", said)):
            yield number, said.strip(), "« support » alone"


def read():
    for folder, suffix in (("content", "md"), ("capsules", "md"), ("quizzes", "yaml"), ("data", "yaml"), ("themes/rpps/templates", "html")):
        for path in sorted((ROOT / folder).rglob(f"*.{suffix}")):
            yield from ((path, *fault) for fault in faults(path))
    for folder, suffix in (("src", "rs"), ("themes", "js")):
        for path in sorted((ROOT / folder).rglob(f"*.{suffix}")):
            if path.name != "tests.rs" and "tests" not in path.parts:
                yield from ((path, number, text, "« support » alone") for number, text in french_strings(path))


def waivers():
    for line in WAIVERS.read_text().splitlines() if WAIVERS.exists() else []:
        if line.strip() and not line.startswith("#"):
            place, _, reason = line.partition(" | ")
            name, _, words = place.partition(": ")
            yield name, words.strip(), reason.strip()


def main():
    asked = sys.argv[1:]
    listed = list(waivers())
    wrong = [f"tests/language-exceptions.txt: « {words} » has no reason" for _, words, reason in listed if not reason]
    used = set()
    for path, number, text, why in read():
        name = str(path.relative_to(ROOT))
        waived = next(((file, words) for file, words, _ in listed if file == name and words in " ".join(text.split())), None)
        if waived:
            used.add(waived)
        elif not asked or any(word in name for word in asked):
            wrong.append(f"{name}:{number}: {why}: « {' '.join(text.split())[:110]} »")
    if not asked:
        wrong += [f"tests/language-exceptions.txt: « {words} » waives nothing in {name}" for name, words, _ in listed if (name, words) not in used]
    print("\n".join(wrong))
    if wrong:
        sys.exit(f"{len(wrong)} faults: shorten, part, or say why in tests/language-exceptions.txt")
    print(f"plain French: no fault, {len(listed)} waivers")


main()

#!/usr/bin/env python3
"""Spelling of all that readers see, by Debian's hunspell (packages hunspell and hunspell-fr).

In: the published folder (target/test-site/drafts by default), the French strings of src/ and of the
theme's scripts, and tests/words.txt: names, acronyms and terms that the dictionary lacks, one a line,
sorted. Out: exit code 1 and each unknown word with the files that hold it.

    tests/spelling.py [FOLDER]             the test
    tests/spelling.py [FOLDER] --suggest   unknown words, the most frequent first, and what hunspell proposes
    tests/spelling.py --accept WORD…       adds words to the list, at their place
"""

import collections
import html.parser
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent
WORDS = HERE / "words.txt"
# What is not prose: machine names, samples, and text in another language.
SKIPPED = {"code", "kbd", "pre", "samp", "script", "style", "var"}
SHOWN = {"alt", "aria-label", "placeholder", "title"}
# Tags inside a word or a sentence; all others part words.
INLINE = {"a", "abbr", "del", "em", "strong", "sub", "sup"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
ADDRESS = re.compile(r"(?:https?|mailto|file):\S+|\S+@\S+|\bwww\.\S+|(?:[\w-]+\.)+(?:fr|com|org|net|eu|io|html|md|yaml|css|js|json|svg|pdf|vtt|csv|lock)\b\S*|\S*/\S*")
# A word with a digit or an underscore is a code, as F301, JDV_J121 or 2e; so is what holds two dots or a star.
CODE = re.compile(r"\S*[\d_@#*=<>{}\\]\S*")
WORD = re.compile(r"[^\W\d_]+(?:[’'\-‑][^\W\d_]+)*")
ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|entr|quelqu|presqu)['’]", re.I)
# A string of the program is French when it has what English never has, and none of its small words.
FRENCH = re.compile(r"[éèêëàâçùûôîïœ«»’]")
ENGLISH = re.compile(r"\b(?:the|of|is|and|to|that|which|with|its|whose|by|what|said|never|empty)\b", re.I)
# Words of the formats, which the program's own messages may name.
KEYS = {"address", "advice", "alt", "anchors", "br", "brotli", "check", "choice", "css", "depends", "director", "drafts", "email", "false", "finess", "gitlab", "gz", "gzip", "html", "include", "js", "json", "lang", "legal", "multiline", "name", "netlify", "publish", "root", "seat", "siret", "src", "svg", "tabindex", "text", "themes", "true", "unknown", "uri", "verify", "vtt", "xml", "yes"}
# Those of the settings of servers, which the program writes with French comments.
KEYS |= {"AddCharset", "AddDefaultCharset", "AddType", "DirectoryIndex", "ErrorDocument"}
STRING = {".rs": re.compile(r'"((?:[^"\\]|\\.)*)"', re.S), ".js": re.compile(r'["`]((?:[^"`\\]|\\.)*)["`]')}


class Page(html.parser.HTMLParser):
    """The French text of one page: what is between the tags, and what some attributes say."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = []
        self.said = []

    def quiet(self):
        return any(closed for _, closed in self.open)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        foreign = not (values.get("lang") or "fr").startswith("fr")
        # The link of a heading to itself repeats the heading, which may be code.
        repeats = tag == "a" and values.get("class") == "anchor"
        if not (self.quiet() or foreign or repeats):
            said = [values[name] or "" for name in SHOWN & values.keys()]
            if tag == "meta" and values.get("name") == "description":
                said.append(values.get("content") or "")
            self.said += [f" {text} " for text in said]
        if tag not in VOID:
            self.open.append((tag, foreign or tag in SKIPPED))
        if tag not in INLINE:
            self.said.append(" ")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        for at in range(len(self.open) - 1, -1, -1):
            if self.open[at][0] == tag:
                del self.open[at:]
                break
        if tag not in INLINE:
            self.said.append(" ")

    def handle_data(self, data):
        if not self.quiet():
            self.said.append(data)


def words(text):
    """The words of a text, without what is not prose."""
    text = text.replace("\u00ad", "").replace("\u2011", "-")
    text = CODE.sub(" ", ADDRESS.sub(" ", text))
    for word in WORD.findall(text):
        word = word.replace("’", "'")
        while ELISION.match(word) and word.lower() not in {"quelqu'un", "quelqu'une", "entr'ouvert"}:
            word = ELISION.sub("", word)
        if len(word) > 1:
            yield word


def published(folder):
    for path in sorted(folder.rglob("*.html")):
        page = Page()
        page.feed(path.read_text())
        yield str(path.relative_to(folder)), "".join(page.said)


def program():
    """The French strings of the program and of the scripts, without their tests."""
    for path in [*sorted((ROOT / "src").rglob("*.rs")), *sorted((ROOT / "themes").rglob("*.js"))]:
        if "tests" in path.parts or path.name == "tests.rs":
            continue
        source = path.read_text().split("#[cfg(test)]")[0].replace("'\"'", "")
        # Comments are in English; documentation of a format (three slashes inside record!) is for readers too.
        # Comments are in English; the documentation of a format is for authors, in French.
        said = re.findall(r"^\s*/// (.*)$", source, flags=re.M)
        said += STRING[path.suffix].findall(re.sub(r"^\s*(?://|/?\*).*$", "", source, flags=re.M))
        french = [text for text in said if FRENCH.search(text) and not ENGLISH.search(text)]
        french = [re.sub(r"\$?\{[^{}]*\}|\\u\{?[0-9a-f]+\}?|\\.|<[^>]*>|`[^`]*`|\[[^]]*\]|«[^»]*»|\w+: …", " ", text) for text in french]
        yield str(path.relative_to(ROOT)), "\n".join(french)


def unknown(candidates):
    """Those that hunspell does not know."""
    run = subprocess.run(["hunspell", "-d", "fr", "-i", "utf-8", "-l"], input="\n".join(candidates), capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"hunspell: {run.stderr.strip() or 'failed'} (install hunspell and hunspell-fr)")
    return set(run.stdout.split("\n")) - {""}


def listed(words):
    return sorted(set(words), key=lambda word: (word.casefold(), word))


def main():
    arguments = [one for one in sys.argv[1:] if not one.startswith("--")]
    lines = WORDS.read_text().splitlines()
    if "--accept" in sys.argv:
        WORDS.write_text("\n".join(listed(lines + arguments)) + "\n")
        return
    folder = pathlib.Path(arguments[0]) if arguments else ROOT / "target/test-site/drafts"
    order = listed(lines)
    if lines != order:
        at = next(rank for rank, (one, other) in enumerate(zip(lines + [""], order + [""])) if one != other)
        sys.exit(f"tests/words.txt is not sorted, or repeats a word, at line {at + 1}: {lines[at]}")
    ours = set(lines)
    files = collections.defaultdict(collections.Counter)
    pages = 0
    for name, text in [*published(folder), *program()]:
        pages += name.endswith(".html")
        for word in words(text):
            if name.endswith(".html") or word not in KEYS:
                files[word][name] += 1
    if pages < 30:
        sys.exit(f"only {pages} pages in {folder}")
    parts = {part for word in files for part in [word, *re.split(r"[-']", word)]}
    bad = unknown(sorted(parts))

    def known(word):
        return len(word) < 2 or word not in bad or word in ours or word.lower() in ours

    def right(word):
        # Compounds (« dois-je », « socio-éducatif ») are right when their parts are.
        return known(word) or re.search(r"[-']", word) and all(known(part) for part in re.split(r"[-']", word))

    wrong = sorted((word for word in files if not right(word)), key=lambda word: (-sum(files[word].values()), word.casefold()))
    if "--suggest" in sys.argv:
        asked = "\n".join(f"^{word}" for word in wrong)
        run = subprocess.run(["hunspell", "-d", "fr", "-i", "utf-8", "-a"], input=asked, capture_output=True, text=True)
        proposed = run.stdout.split("\n", 1)[1].split("\n\n")
        for word, lines in zip(wrong, proposed):
            found = lines.split(": ", 1)[1].split("\n")[0] if ": " in lines else ""
            print(f"{sum(files[word].values()):5}  {word:28} {min(files[word])}  {found}")
        return
    print(f"{len(files)} words in {pages} pages and the program, {len(wrong)} unknown")
    for word in sorted(wrong, key=str.casefold):
        names = sorted(files[word])
        print(f"{names[0]}: « {word} »" + (f" (and {len(names) - 1} other files)" if len(names) > 1 else ""))
    if wrong:
        sys.exit("correct them, or add names and terms to tests/words.txt")


main()

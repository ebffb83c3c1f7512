"""What a page weighs, compressed, against what was promised.

In: the published folder. Out: exit code 1 when a page without a quiz ships more than 6 KB of
script or more than 30 KB of HTML and CSS, or a page with one more than 35 KB of script,
or a page with a tool more than 30 KB.
"""

import gzip
import pathlib
import re
import sys

folder = pathlib.Path(sys.argv[1])


def weight(path: pathlib.Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def named(page: pathlib.Path, html: str, pattern: str) -> list[pathlib.Path]:
    return [(page.parent / reference).resolve() for reference in re.findall(pattern, html)]


heaviest = {"script": (0, None), "quiz script": (0, None), "html+css": (0, None), "quiz html+css": (0, None)}
faults = []
pages = [path for path in sorted(folder.rglob("index.html")) if "http-equiv=\"refresh\"" not in path.read_text()]
for page in pages:
    html = page.read_text()
    script = sum(weight(path) for path in named(page, html, r'<script[^>]* src="([^"]+)"'))
    sheets = sum(weight(path) for path in named(page, html, r'<link[^>]* rel="stylesheet"[^>]* href="([^"]+)"') + named(page, html, r'<link href="([^"]+)" rel="stylesheet"'))
    text = weight(page) + sheets
    tool = any(name in html.split("</head>")[0] for name in ("assets/quiz/", "assets/course/", "assets/search/", "assets/shared/tools."))
    kind = "quiz script" if tool else "script"
    for name, value in ((kind, script), ("quiz html+css" if tool else "html+css", text)):
        if value > heaviest[name][0]:
            heaviest[name] = (value, page.relative_to(folder))
    # The page of a module holds a capsule, its drawings and its gestures beside the questions.
    if script > (35_000 if "assets/quiz/quiz" in html else 30_000 if tool else 6_000):
        faults.append(f"{page}: {script} bytes of script")
    # The promise is for pages without a quiz, a capsule, an attestation or a tool; their weight is printed.
    if text > 30_000 and not tool:
        faults.append(f"{page}: {text} bytes of HTML and CSS")
for name, (value, page) in heaviest.items():
    print(f"heaviest {name}: {value} bytes gzip ({page})")
if faults or not pages:
    sys.exit("\n".join(faults) or "no page")

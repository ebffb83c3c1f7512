"""Every published page through the Nu checker (the npm package vnu-jar holds it; Java runs it).

In: the published folder. Out: exit code 1 and the messages when a page is not valid HTML, a style
sheet not valid CSS, or a drawing not valid SVG.
"""

import pathlib
import subprocess
import sys

folder = pathlib.Path(sys.argv[1])
jar = pathlib.Path(__file__).parent / "browser/node_modules/vnu-jar/build/dist/vnu.jar"
pages = sorted(str(path) for path in folder.rglob("*.html"))
if len(pages) < 30:
    sys.exit(f"only {len(pages)} pages in {folder}")
run = subprocess.run(["java", "-Xss4m", "-jar", str(jar), "--errors-only", "--stdout", *pages], capture_output=True, text=True)
if run.returncode != 0 or run.stdout.strip():
    print(run.stdout[-20000:], run.stderr[-4000:], sep="\n")
    sys.exit(1)
print(f"{len(pages)} pages, all valid")

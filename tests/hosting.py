"""The published folder on real servers, as a publisher would put it there: nginx and Apache, with the very files that
`jalon build --host` writes, at the root and under a sub-path.

In: the program, and the folder of the site. Out: exit code 1 when a page, a header, a redirection, a cache, a compressed form,
the page of errors or a content type is not what a reader needs.
"""

import gzip
import http.client
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

jalon = pathlib.Path(sys.argv[1]).resolve()
repository = pathlib.Path(sys.argv[2]).resolve()

NGINX = """
daemon off; pid {work}/nginx.pid; error_log {work}/error.log;
events {{}}
http {{
  include /etc/nginx/mime.types; access_log off;
  client_body_temp_path {work}/b; proxy_temp_path {work}/p; fastcgi_temp_path {work}/f; uwsgi_temp_path {work}/u; scgi_temp_path {work}/s;
  server {{
    listen 127.0.0.1:{port};
    include {conf};
  }}
}}
"""

MODULES = ["mpm_event", "authz_core", "dir", "mime", "alias", "headers", "rewrite", "filter", "deflate", "autoindex"]
APACHE = (
    "ServerRoot {work}\nListen 127.0.0.1:{port}\nServerName localhost\nPidFile {work}/apache.pid\nErrorLog {work}/error.log\n"
    + "".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in MODULES)
    + """TypesConfig /etc/mime.types
AddLanguage br .br
{place}
<Directory {site}>
  Require all granted
  AllowOverride All
  Options Indexes FollowSymLinks
</Directory>
"""
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(port: int, path: str, accept: str | None = None) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Accept-Encoding": accept} if accept else {})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def check(name: str, port: int, base: str, site: pathlib.Path, compressed: bool) -> None:
    where = f"{name} at {base}, {'compressed' if compressed else 'plain'}"
    files = {"css": next((site / "assets").glob("site.*.css")), "js": next((site / "assets").rglob("quiz.*.js"), None)}
    asset = base + str(files["css"].relative_to(site))
    captions = next(site.rglob("*.vtt"))
    kinds = {
        base: "text/html",
        f"{base}comprendre/six-roles/": "text/html",
        f"{base}formation/le-bon-role/": "text/html",
        asset: "text/css",
        f"{base}sitemap.xml": "xml",
        f"{base}atom.xml": "xml",
        base + str(captions.relative_to(site)): "text/vtt",
    }
    for path, kind in kinds.items():
        status, headers, body = get(port, path)
        assert status == 200, f"{where} {path}: {status}"
        assert kind in headers.get("content-type", ""), f"{where} {path}: {headers.get('content-type')}"
        assert "utf-8" in headers.get("content-type", "").lower(), f"{where} {path}: {headers.get('content-type')}"
        inside = path[len(base) :]
        file = site / inside / "index.html" if path.endswith("/") else site / inside
        assert body == file.read_bytes(), f"{where} {path}"
        strict(where, path, headers)
        cache = "public, max-age=31536000, immutable" if path == asset else "public, max-age=300, must-revalidate"
        assert headers.get("cache-control") == cache, f"{where} {path}: {headers.get('cache-control')}"
    # A folder without its slash, and an old address with and without.
    moves = {"comprendre": "comprendre/", "vieille/adresse/": "comprendre/", "vieille/adresse": "comprendre/"}
    if base != "/":
        moves[""] = ""
    for old, new in moves.items():
        path = base + old if old else base.rstrip("/")
        status, headers, _ = get(port, path)
        assert status == 301 and headers["location"].endswith(base + new), f"{where} {path}: {status} {headers}"
    for lost in ("absente", "a/b/c/absente.html", "assets/absent.css"):
        status, headers, body = get(port, base + lost)
        assert status == 404 and "Page introuvable" in body.decode(), f"{where} {lost}: {status}"
        assert f'href="{asset}"' in body.decode(), f"{where}: the page of errors finds its style sheet at any depth"
        assert "immutable" not in headers.get("cache-control", ""), f"{where} {lost}: an error is not kept"
    # No folder shows what it holds.
    for folder in ("assets/", "capsules/"):
        status, _, body = get(port, base + folder)
        assert status in (403, 404) and b"Index of" not in body, f"{where} {folder}: {status}"
    for path in (base, f"{base}comprendre/six-roles/", asset, f"{base}{files['js'].relative_to(site)}" if files["js"] else asset):
        plain = get(port, path)[2]
        for accept, expected in (("gzip", "gzip"), ("gzip, deflate, br", "br" if name == "apache2" and compressed else "gzip")):
            status, headers, body = get(port, path, accept)
            assert status == 200 and headers.get("content-encoding") == expected, f"{where} {path} {accept}: {headers}"
            assert "accept-encoding" in headers.get("vary", "").lower(), f"{where} {path}: {headers}"
            assert len(body) < len(plain), f"{where} {path}: {len(body)} bytes of {len(plain)}"
            strict(where, path, headers)
            if expected == "gzip":
                assert gzip.decompress(body) == plain, f"{where} {path}"
            if compressed:
                inside = path[len(base) :]
                file = site / inside / "index.html" if path.endswith("/") else site / inside
                form = file.with_name(file.name + (".br" if expected == "br" else ".gz"))
                assert body == form.read_bytes(), f"{where} {path}: not the bytes that were published"
    print(f"{where}: pages, types, headers, redirections, caches, compression and page of errors are right")


def strict(where: str, path: str, headers: dict[str, str]) -> None:
    policy = headers.get("content-security-policy", "")
    assert policy.startswith("default-src 'none'; script-src 'self'") and "frame-ancestors" in policy, f"{where} {path}: {headers}"
    assert headers.get("x-content-type-options") == "nosniff", f"{where} {path}: {headers}"
    assert headers.get("referrer-policy") == "no-referrer", f"{where} {path}: {headers}"


def serve(name: str, command: list[str], configuration: str, work: pathlib.Path, tell) -> None:
    file = work / "server.conf"
    file.write_text(configuration)
    port = int(configuration.split("127.0.0.1:")[1].split(";")[0].split()[0])
    with open(work / "out.log", "w") as log:
        server = subprocess.Popen([word.format(file=file) for word in command], stdout=log, stderr=log)
    try:
        for _ in range(100):
            try:
                get(port, "/")
                break
            except OSError:
                time.sleep(0.1)
        else:
            sys.exit(f"{name} did not start: {(work / 'out.log').read_text()}")
        tell(port)
    finally:
        server.terminate()
        server.wait()


def copied(work: pathlib.Path, site: pathlib.Path, recipe: pathlib.Path) -> None:
    """The recipe of rsync: all is there, what is gone is removed."""
    if shutil.which("rsync") is None:
        left = os.environ.get("JALON_LEFT_OUT")
        message = "the recipe that copies a site (rsync is not there)"
        print(message)
        if left:
            with open(left, "a") as told:
                told.write(message + "\n")
        return
    there = work / "serveur"
    (there / "parti").mkdir(parents=True)
    (there / "parti" / "index.html").write_text("old")
    subprocess.run(["sh", recipe, site, there], check=True)
    listed = lambda folder: sorted((str(path.relative_to(folder)), path.read_bytes()) for path in folder.rglob("*") if path.is_file())
    assert listed(site) == listed(there), "a copy is the site and nothing else"
    print("copier.sh: the copy is the site, and what was gone is gone")


def built(source: pathlib.Path, site: pathlib.Path, server: str, base: str, compressed: bool) -> None:
    command = [jalon, "build", "--root", source, "--output", site, "--base-url", f"https://exemple.fr{base}", "--host", server]
    done = subprocess.run(command + (["--compress"] if compressed else []), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert server != "nginx" or "hebergement/nginx.conf" in done.stdout, done.stdout


with tempfile.TemporaryDirectory() as folder:
    # Servers drop their rights: they must be able to read their own folder.
    work = pathlib.Path(folder)
    work.chmod(0o755)
    source = work / "source"
    source.mkdir()
    (work / "empty").mkdir()
    for part in ("capsules", "content", "data", "quizzes", "site.yaml"):
        (shutil.copytree if (repository / part).is_dir() else shutil.copy)(repository / part, source / part)
    page = source / "content/comprendre/_index.md"
    page.write_text(page.read_text().replace("\n---\n", "\naliases: [/vieille/adresse/]\n---\n", 1))
    for server in ("nginx", "apache2"):
        for base, compressed in (("/rpps/", True), ("/", False)):
            site = work / f"public-{server}-{'path' if base != '/' else 'root'}"
            built(source, site, server.rstrip("2"), base, compressed)
            port = free_port()
            tell = lambda port: check(server, port, base, site, compressed)
            if server == "nginx":
                text = NGINX.format(work=work, port=port, conf=source / "hebergement/nginx.conf")
                serve("nginx", ["nginx", "-c", "{file}"], text, work, tell)
            else:
                place = f"DocumentRoot {site}" if base == "/" else f"DocumentRoot {work}/empty\nAlias {base.rstrip('/')} {site}"
                text = APACHE.format(work=work, port=port, site=site, place=place)
                serve("apache2", ["apache2", "-X", "-f", "{file}"], text, work, tell)
    copied(work, site, source / "hebergement/copier.sh")

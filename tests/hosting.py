"""The published folder on real servers, as a publisher would put it there: nginx and Apache, under a sub-path.

In: the published folder (built with --base-url https://exemple.fr/rpps/). Out: exit code 1 when a page, a
redirection, the page of errors or a content type is not what a reader needs.
"""

import http.client
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

site = pathlib.Path(sys.argv[1]).resolve()

NGINX = """
daemon off; pid {work}/nginx.pid; error_log {work}/error.log;
events {{}}
http {{
  include /etc/nginx/mime.types; access_log off;
  client_body_temp_path {work}/b; proxy_temp_path {work}/p; fastcgi_temp_path {work}/f; uwsgi_temp_path {work}/u; scgi_temp_path {work}/s;
  server {{
    listen 127.0.0.1:{port};
    absolute_redirect off;
    charset utf-8;
    error_page 404 /rpps/404.html;
    location /rpps/ {{ alias {site}/; }}
  }}
}}
"""

APACHE = """
ServerRoot {work}
Listen 127.0.0.1:{port}
ServerName localhost
PidFile {work}/apache.pid
ErrorLog {work}/error.log
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule dir_module /usr/lib/apache2/modules/mod_dir.so
LoadModule mime_module /usr/lib/apache2/modules/mod_mime.so
LoadModule alias_module /usr/lib/apache2/modules/mod_alias.so
TypesConfig /etc/mime.types
AddDefaultCharset utf-8
DirectoryIndex index.html
Alias /rpps/ {site}/
ErrorDocument 404 /rpps/404.html
<Directory {site}>
  Require all granted
</Directory>
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(port: int, path: str) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def check(name: str, port: int) -> None:
    asset = next((site / "assets").rglob("site.*.css"))
    expected = {
        "/rpps/": "text/html",
        "/rpps/comprendre/six-roles/": "text/html",
        "/rpps/formation/le-bon-role/": "text/html",
        f"/rpps/assets/{asset.name}": "text/css",
        "/rpps/sitemap.xml": "xml",
        "/rpps/atom.xml": "xml",
    }
    for path, kind in expected.items():
        status, headers, body = get(port, path)
        assert status == 200, f"{name} {path}: {status}"
        assert kind in headers.get("content-type", ""), f"{name} {path}: {headers.get('content-type')}"
        assert body == (site / path.removeprefix("/rpps/") / "index.html" if path.endswith("/") else site / path.removeprefix("/rpps/")).read_text(), path
    status, headers, _ = get(port, "/rpps/comprendre")
    assert status == 301 and headers["location"].endswith("/rpps/comprendre/"), f"{name}: {status} {headers}"
    for lost in ("/rpps/absente", "/rpps/a/b/c/absente.html"):
        status, _, body = get(port, lost)
        assert status == 404 and "Page introuvable" in body, f"{name} {lost}: {status}"
        assert f'href="/rpps/assets/{asset.name}"' in body, f"{name}: the page of errors finds its style sheet at any depth"
    print(f"{name}: pages, types, redirections and page of errors are right under /rpps/")


def run(name: str, command: list[str], configuration: str) -> None:
    with tempfile.TemporaryDirectory() as work:
        # Servers drop their rights: they must be able to read their own folder.
        pathlib.Path(work).chmod(0o755)
        port = free_port()
        file = pathlib.Path(work) / "server.conf"
        file.write_text(configuration.format(work=work, port=port, site=public))
        with open(f"{work}/out.log", "w") as log:
            server = subprocess.Popen([word.format(file=file) for word in command], stdout=log, stderr=log)
        try:
            for _ in range(100):
                try:
                    get(port, "/")
                    break
                except OSError:
                    time.sleep(0.1)
            else:
                sys.exit(f"{name} did not start: {pathlib.Path(work, 'out.log').read_text()}")
            check(name, port)
        finally:
            server.terminate()
            server.wait()


with tempfile.TemporaryDirectory() as copy:
    # The folder of the tests may be closed to the servers' user.
    pathlib.Path(copy).chmod(0o755)
    public = shutil.copytree(site, pathlib.Path(copy) / "public")
    run("nginx", ["nginx", "-c", "{file}"], NGINX)
    run("apache2", ["apache2", "-X", "-f", "{file}"], APACHE)

//! What is answered, and to whom.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream, UdpSocket};
use std::sync::Arc;
use std::time::Duration;

use super::{Folder, Preview, Response, connect};
use crate::diagnostic::Code;
use crate::preview::Options;
use crate::preview::server::Server;

const PAGE: &str = "<!DOCTYPE html><html><head><title>é</title></head><body><main>bonjour</main></body></html>";

#[test]
fn nothing_outside_the_site_is_answered() {
    let preview = Preview::of(&[("index.html", PAGE), ("/secret.txt", "SECRET"), ("404.html", "perdu")]);
    let refused = [
        "/../secret.txt",
        "/../../etc/passwd",
        "/a/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2E%2E%2fsecret.txt",
        "/..%2fsecret.txt",
        "/..\\secret.txt",
        "/..%5csecret.txt",
        "/%5c..%5csecret.txt",
        "/secret.txt%00",
        "/%00",
        "//etc/passwd",
        "//",
        "/a//b",
        "/./index.html",
        "/a/.",
        "/..",
        "/%zz",
        "/%",
        "/%f",
        "/%ff",
        "/%c0%ae%c0%ae/secret.txt",
        "/%0d%0aX: y",
        "/a%0a",
        "http://localhost/index.html",
        "file:///etc/passwd",
        "*",
        "index.html",
        "?",
    ];
    for path in refused {
        let response = preview.get(path);
        assert!([400, 404].contains(&response.status), "{path}: {response:?}");
        assert!(
            !response.body.contains("SECRET") && !response.body.contains("root:") && !response.body.contains("bonjour"),
            "{path}"
        );
    }
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%5csecret.txt",
        "//etc/passwd",
        "/%zz",
        "/%ff",
        "http://localhost/",
    ] {
        assert_eq!(preview.get(path).status, 400, "{path}");
    }
    for path in ["/%252e%252e/secret.txt", "/%252e%252e%252fsecret.txt", "/secret.txt", "/content/index.html"] {
        assert_eq!(preview.get(path).status, 404, "{path}");
    }
    assert_eq!(preview.get(&format!("/{}", "a".repeat(100_000))).status, 414);
    assert_eq!(preview.get(&format!("/{}", "../".repeat(33_000))).status, 414);
}

#[test]
fn bytes_that_are_no_request_break_nothing() {
    let preview = Preview::of(&[("index.html", PAGE)]);
    let host = preview.host();
    for request in [
        "\r\n\r\n",
        "GET\r\n\r\n",
        "GET /é HTTP/1.1\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "\0\0\0\r\n\r\n",
        "GET /a\rb HTTP/1.1\r\n\r\n",
    ] {
        assert_ne!(
            preview.ask(&format!("{request}\r\nHost: {host}\r\nConnection: close\r\n\r\n")).status,
            200,
            "{request:?}"
        );
    }
    let split = preview.ask(&format!("GET /a?b\nSet-Cookie: c HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
    assert!(!split.head.contains("Set-Cookie"), "{split:?}");
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn only_this_machine_is_answered_under_its_own_name() {
    let preview = Preview::of(&[("index.html", PAGE)]);
    let port = preview.server.addr().port();
    let status = |headers: &str| preview.ask(&format!("GET / HTTP/1.1\r\n{headers}Connection: close\r\n\r\n")).status;
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        assert_eq!(status(&format!("Host: {host}:{port}\r\n")), 200, "{host}");
    }
    for host in ["localhost", "evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "localhost:1"] {
        assert_eq!(status(&format!("Host: {host}\r\n")), 403, "{host}");
    }
    assert_eq!(status(&format!("Host: evil.example:{port}\r\n")), 403);
    assert_eq!(status(""), 403);
    assert_eq!(status(&format!("Host: localhost:{port}\r\nHost: evil.example:{port}\r\n")), 403);
    assert_eq!(
        preview.ask("GET /_jalon/events HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n").status,
        403
    );
}

#[test]
fn only_the_loopback_address_listens() {
    let preview = Preview::of(&[]);
    let address = preview.server.addr();
    assert_eq!(address.ip(), Ipv4Addr::LOCALHOST);
    // No packet is sent: this only asks by which of its addresses the machine would leave.
    let socket = UdpSocket::bind("0.0.0.0:0").unwrap();
    let outside = socket.connect("192.0.2.1:9").and_then(|()| socket.local_addr());
    if let Ok(mut outside) = outside
        && !outside.ip().is_loopback()
    {
        outside.set_port(address.port());
        assert!(TcpStream::connect_timeout(&outside, Duration::from_secs(2)).is_err(), "{outside} answers");
    }
}

#[test]
fn methods_that_would_change_something_are_refused() {
    let preview = Preview::of(&[("index.html", PAGE)]);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"] {
        let response = preview.ask(&format!(
            "{method} / HTTP/1.1\r\nHost: {}\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc",
            preview.host()
        ));
        assert_eq!((response.status, response.header("Allow")), (405, Some("GET, HEAD")), "{method}");
    }
    let head = preview.ask(&format!("HEAD / HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", preview.host()));
    let get = preview.get("/");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("Content-Length"), Some(get.body.len().to_string().as_str()));
    let events =
        preview.ask(&format!("HEAD /_jalon/events HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", preview.host()));
    assert_eq!((events.status, events.body.as_str()), (200, ""));
}

#[test]
fn folders_are_answered_by_their_index_and_a_forgotten_slash_is_added() {
    let preview = Preview::of(&[
        ("index.html", PAGE),
        ("a/rôles/index.html", PAGE),
        ("a/x.txt", "texte"),
        ("404.html", "<head></head>perdu"),
    ]);
    assert_eq!(preview.get("/?a=b").status, 200);
    assert_eq!(preview.get("/a/r%C3%B4les/").status, 200);
    assert_eq!(preview.get("/a/r%C3%B4les/index.html").status, 200);
    let response = preview.get("/a/r%C3%B4les?q=1");
    assert_eq!((response.status, response.header("Location")), (301, Some("/a/r%C3%B4les/?q=1")));
    for path in ["/a/", "/a", "/a/x.txt/", "/rien", "/_jalon/", "/_jalon/autre.js"] {
        let response = preview.get(path);
        assert_eq!(response.status, 404, "{path}");
        assert!(response.body.contains("perdu") && response.body.contains("/_jalon/live.js"), "{path}");
    }
}

#[test]
fn a_site_without_its_own_404_page_gets_one() {
    let preview = Preview::of(&[("index.html", PAGE)]);
    let response = preview.get("/%3Cimg%20src=x%3E");
    assert_eq!(response.status, 404);
    assert!(response.body.contains("Page introuvable") && !response.body.contains("<img"), "{response:?}");
}

#[test]
fn types_and_headers_are_said() {
    let types = [
        ("css", "text/css; charset=utf-8"),
        ("js", "text/javascript; charset=utf-8"),
        ("svg", "image/svg+xml"),
        ("png", "image/png"),
        ("jpg", "image/jpeg"),
        ("webp", "image/webp"),
        ("gif", "image/gif"),
        ("ico", "image/x-icon"),
        ("xml", "application/xml; charset=utf-8"),
        ("txt", "text/plain; charset=utf-8"),
        ("json", "application/json; charset=utf-8"),
        ("webmanifest", "application/manifest+json; charset=utf-8"),
        ("vtt", "text/vtt; charset=utf-8"),
        ("woff2", "font/woff2"),
        ("pdf", "application/pdf"),
        ("mp3", "audio/mpeg"),
        ("mp4", "video/mp4"),
        ("html", "text/html; charset=utf-8"),
        ("bin", "application/octet-stream"),
    ];
    let names: Vec<_> = types.iter().map(|(ending, _)| format!("f.{ending}")).collect();
    let preview = Preview::of(&names.iter().map(|name| (name.as_str(), "x")).collect::<Vec<_>>());
    for (name, (_, kind)) in names.iter().zip(types) {
        let response = preview.get(&format!("/{name}"));
        assert_eq!((response.status, response.header("Content-Type")), (200, Some(kind)));
        assert_eq!(response.header("Cache-Control"), Some("no-store"));
        assert_eq!(response.header("X-Content-Type-Options"), Some("nosniff"));
    }
}

#[test]
fn pages_and_only_pages_get_the_script() {
    let preview = Preview::of(&[("index.html", PAGE), ("a.css", "main{}</head>"), ("f.svg", "<svg></svg>")]);
    let page = preview.get("/").body;
    assert!(
        page.contains("<link rel=\"stylesheet\" href=\"/_jalon/live.css\"><script src=\"/_jalon/live.js\" defer"),
        "{page}"
    );
    assert_eq!(preview.get("/a.css").body, "main{}</head>");
    assert_eq!(preview.get("/f.svg").body, "<svg></svg>");
    for (path, kind) in
        [("/_jalon/live.js", "text/javascript; charset=utf-8"), ("/_jalon/live.css", "text/css; charset=utf-8")]
    {
        let response = preview.get(path);
        assert_eq!((response.status, response.header("Content-Type")), (200, Some(kind)));
        assert!(!response.body.is_empty());
    }
}

#[test]
fn players_get_the_part_that_they_ask_for() {
    let preview = Preview::of(&[("f.mp3", "0123456789")]);
    let part = |range: &str| {
        preview.ask(&format!(
            "GET /f.mp3 HTTP/1.1\r\nHost: {}\r\nRange: {range}\r\nConnection: close\r\n\r\n",
            preview.host()
        ))
    };
    let response = part("bytes=2-4");
    assert_eq!(
        (response.status, response.body.as_str(), response.header("Content-Range")),
        (206, "234", Some("bytes 2-4/10"))
    );
    assert_eq!(part("bytes=8-").body, "89");
    assert_eq!(part("bytes=20-").status, 416);
    assert_eq!(part("bytes=0-1,3-4").body, "0123456789");
    assert_eq!(preview.get("/f.mp3").header("Accept-Ranges"), Some("bytes"));
}

/// Some would be left waiting by `tiny_http`, see `acceptor`.
#[test]
fn connections_that_come_at_once_and_stay_are_all_answered() {
    let preview = Preview::of(&[("index.html", PAGE)]);
    for _ in 0..5 {
        let mut streams: Vec<_> = (0..12).map(|_| connect(preview.server.addr())).collect();
        for stream in streams.iter_mut().skip(6) {
            write!(stream, "GET / HTTP/1.1\r\nHost: {}\r\n\r\n", preview.host()).unwrap();
        }
        for stream in streams.iter_mut().skip(6) {
            let mut start = [0; 15];
            stream.read_exact(&mut start).unwrap();
            assert_eq!(&start, b"HTTP/1.1 200 OK");
        }
    }
}

#[test]
fn slow_clients_do_not_hold_up_the_others() {
    let big = "x".repeat(12_000_000);
    let preview = Preview::of(&[("index.html", PAGE), ("big.txt", &big)]);
    let mut slow = Vec::new();
    for index in 0..40 {
        let mut stream = connect(preview.server.addr());
        let request = match index % 4 {
            0 => "GET / HTTP/1.1\r\nHost: loc".to_owned(),
            1 => String::new(),
            2 => format!("GET /big.txt HTTP/1.1\r\nHost: {}\r\n\r\n", preview.host()),
            _ => format!("POST / HTTP/1.1\r\nHost: {}\r\nContent-Length: 100000\r\n\r\nabc", preview.host()),
        };
        stream.write_all(request.as_bytes()).unwrap();
        slow.push(stream);
    }
    for _ in 0..20 {
        assert_eq!(preview.get("/").status, 200);
    }
    let patient = slow.swap_remove(2);
    let mut bytes = Vec::new();
    let _ = patient.take(12_000_000).read_to_end(&mut bytes);
    assert_eq!(Response::read(&bytes).status, 200);
}

#[test]
fn a_port_asked_for_and_busy_is_said_and_the_default_one_moves_on() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let folder = tempfile::TempDir::new().unwrap();
    let start = |port| {
        Server::start(
            Folder { root: folder.path().to_path_buf(), log: Arc::default() },
            &Options { port, open: false },
            None,
        )
    };
    let refusal = start(Some(taken.local_addr().unwrap().port())).unwrap_err();
    assert_eq!(refusal.code, Code::Usage);
    assert!(refusal.message.contains("l’adresse est déjà utilisée") && refusal.hint.is_some(), "{refusal:?}");
    let (first, second) = (start(None).unwrap(), start(None).unwrap());
    assert_ne!(first.addr(), second.addr());
    assert!((4321..4331).contains(&second.addr().port()));
}

#[test]
fn a_stopped_server_frees_its_port_and_lets_its_pages_go() {
    let preview = Preview::of(&[("index.html", PAGE)]);
    let mut events = preview.events();
    events.version();
    let address = preview.server.addr();
    drop(preview.server);
    let mut rest = String::new();
    events.lines.read_to_string(&mut rest).unwrap();
    let start = std::time::Instant::now();
    while TcpListener::bind(address).is_err() {
        assert!(start.elapsed() < super::PATIENCE);
        std::thread::sleep(Duration::from_millis(20));
    }
}

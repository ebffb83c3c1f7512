//! What a server needs to be told so that a published site is served as it was made: headers, redirections, caches, the page
//! of errors. One policy for all kinds of servers.
//!
//! In: [`Served`], where and how the site stands on the server. Out: files that are published with it ([`published`]), and
//! others that stand beside its sources, for a server or a forge to read ([`beside`]).

mod apache;
mod nginx;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::output::Output;
use crate::text::RelPath;

/// The kinds of servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Server {
    /// nginx.
    Nginx,
    /// Apache, most shared hostings.
    Apache,
    /// GitHub Pages.
    Pages,
    /// GitLab Pages.
    Gitlab,
    /// Netlify, and those that read the same files.
    Netlify,
}

/// A site on its server.
#[derive(Debug)]
pub(crate) struct Served<'a> {
    /// The path of its public address, between slashes: `/`, `/rpps/`.
    pub(crate) base: &'a str,
    /// Its folder on the server, without a slash at its end.
    pub(crate) folder: &'a str,
    /// Old addresses and those of the pages that they lead to, without a slash at their start.
    pub(crate) redirects: &'a [(String, String)],
    /// Whether search engines are to leave it alone.
    pub(crate) rehearsal: bool,
    /// Whether files stand beside their compressed forms.
    pub(crate) compressed: bool,
}

/// What a browser may load for a page: only what the site itself holds. Pages say the same in their head, less who may frame them.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";
/// A file whose name tells what it holds.
const FINGERPRINT: &str = r"\.[0-9a-f]{8}\.[a-z0-9]+";
/// For them.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// For all others: asked again after five minutes, and answered in a few bytes when nothing changed.
const SHORT: &str = "public, max-age=300, must-revalidate";
/// Types of text, for which an encoding is told.
const TEXTS: &str = "text/css text/plain text/xml text/javascript text/vtt application/javascript application/json application/xml application/atom+xml image/svg+xml";

/// The folder, beside the sources of a site, of what is written for its server.
pub(crate) const FOLDER: &str = "hebergement";
const COPY: &str = include_str!("recipes/copier.sh");
const GITHUB: &str = include_str!("recipes/github-pages.yml");
const GITLAB: &str = include_str!("recipes/gitlab-ci.yml");

impl Served<'_> {
    /// Headers of every answer.
    fn headers(&self) -> Vec<(&'static str, &'static str)> {
        let mut headers = vec![
            ("Content-Security-Policy", POLICY),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
        ];
        if self.rehearsal {
            headers.push(("X-Robots-Tag", "noindex"));
        }
        headers
    }
}

/// What no server would read as it is meant: the path of the public address, or the folder.
pub(crate) fn verify(served: &Served) -> Report {
    let plain = |text: &str, others: &str| text.chars().all(|c| c.is_alphanumeric() || others.contains(c));
    let mut report = Report::default();
    let mut refuse = |what: &str, text: &str, hint: &str| {
        let message = format!("{what} « {text} » a des caractères qu’un serveur lirait autrement");
        report.push(Diagnostic::error(Code::Usage, message).hint(hint.to_owned()));
    };
    if !plain(served.base, "/-_.~%") {
        refuse("l’adresse", served.base, "gardez des lettres, des chiffres, des tirets et des points");
    }
    if !plain(served.folder, "/-_.~% :") {
        refuse("le dossier", served.folder, "donnez-en un autre avec --served-from");
    }
    report
}

/// A file for a server or a forge, beside the sources.
#[derive(Debug)]
pub(crate) struct Beside {
    /// Its folder, from that of the site.
    pub(crate) folder: &'static str,
    /// Its name.
    pub(crate) name: &'static str,
    /// Its text.
    pub(crate) text: String,
    /// Whether it is its publisher's own once it is there.
    pub(crate) kept: bool,
}

/// Files to publish with the site.
pub(crate) fn published(server: Server, served: &Served) -> Vec<Output> {
    let files = match server {
        Server::Nginx | Server::Gitlab => Vec::new(),
        Server::Apache => vec![(".htaccess", apache::access(served))],
        // Without it, what begins with an underscore is not published.
        Server::Pages => vec![(".nojekyll", String::new())],
        Server::Netlify => vec![("_headers", netlify_headers(served)), ("_redirects", netlify_redirects(served))],
    };
    let output = |(name, text): (&str, String)| Some(Output { path: RelPath::new(name)?, bytes: text.into_bytes() });
    files.into_iter().filter_map(output).collect()
}

/// Files beside the sources.
pub(crate) fn beside(server: Server, served: &Served) -> Vec<Beside> {
    let copy = || Beside { folder: FOLDER, name: "copier.sh", text: COPY.to_owned(), kept: true };
    match server {
        Server::Nginx => {
            vec![Beside { folder: FOLDER, name: "nginx.conf", text: nginx::configuration(served), kept: false }, copy()]
        }
        Server::Apache => vec![copy()],
        Server::Pages => {
            let text = GITHUB.to_owned();
            vec![Beside { folder: ".github/workflows", name: "pages.yml", text, kept: true }]
        }
        Server::Gitlab => vec![Beside { folder: ".", name: ".gitlab-ci.yml", text: GITLAB.to_owned(), kept: true }],
        Server::Netlify => Vec::new(),
    }
}

/// `_headers`. The cache of pages is that of the server, which asks again each time: two rules for one file would be joined.
fn netlify_headers(served: &Served) -> String {
    let mut text = format!("{}*\n", served.base);
    for (name, value) in served.headers() {
        text.push_str(&format!("  {name}: {value}\n"));
    }
    text.push_str(&format!("{}assets/*\n  Cache-Control: {FOREVER}\n", served.base));
    text
}

/// `_redirects`. The mark at the end makes a rule stronger than the page that stands at the old address.
fn netlify_redirects(served: &Served) -> String {
    let base = served.base;
    served.redirects.iter().map(|(from, to)| format!("{base}{from} {base}{to} 301!\n")).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails says enough by itself")]
mod tests;

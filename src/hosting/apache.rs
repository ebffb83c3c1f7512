//! `.htaccess`, which Apache reads in the published folder, where its owner let it (`AllowOverride All`, as on most shared
//! hostings).
//!
//! In: [`Served`]. Out: its text. Rules of a module that is missing are passed over: the site is served all the same, and its
//! pages hold the policy in their head.

use super::{FINGERPRINT, FOREVER, SHORT, Served, TEXTS};

/// The whole of it.
pub(super) fn access(served: &Served) -> String {
    let base = served.base;
    let mut text = format!(
        "# Réglages Apache du site, écrits par « jalon build --host apache » : ils sont refaits à chaque publication.\n\
         Options -Indexes\n\
         DirectoryIndex index.html\n\
         ErrorDocument 404 {base}404.html\n\
         ErrorDocument 403 {base}404.html\n\
         AddDefaultCharset utf-8\n\
         <IfModule mod_mime.c>\n\
         AddCharset utf-8 .html .css .js .svg .xml .txt .vtt .json\n\
         AddType text/vtt .vtt\n\
         </IfModule>\n"
    );
    text.push_str("<IfModule mod_headers.c>\n");
    for (name, value) in served.headers() {
        text.push_str(&format!("Header always set {name} \"{value}\"\n"));
    }
    // A compressed form has the name of its file, and an ending more.
    text.push_str(&format!(
        "Header set Cache-Control \"{SHORT}\"\n\
         <FilesMatch \"{FINGERPRINT}(\\.(gz|br))?$\">\nHeader set Cache-Control \"{FOREVER}\"\n</FilesMatch>\n\
         </IfModule>\n"
    ));
    text.push_str(&rewritten(served));
    text.push_str(&format!("<IfModule mod_deflate.c>\n<IfModule mod_filter.c>\nAddOutputFilterByType DEFLATE text/html {TEXTS}\n</IfModule>\n</IfModule>\n"));
    text
}

/// Old addresses, then compressed forms: for the file that is asked for, and for the page of a folder.
fn rewritten(served: &Served) -> String {
    let base = served.base;
    if served.redirects.is_empty() && !served.compressed {
        return String::new();
    }
    let mut text = format!("<IfModule mod_rewrite.c>\nRewriteEngine On\nRewriteBase {base}\n");
    for (from, to) in served.redirects {
        let from = from.trim_end_matches('/').replace('.', "\\.");
        text.push_str(&format!("RewriteRule ^{from}/?$ {base}{to} [R=301,L]\n"));
    }
    if served.compressed {
        for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
            let asked = format!("RewriteCond %{{HTTP:Accept-Encoding}} \\b{encoding}\\b\n");
            text.push_str(&format!(
                "{asked}RewriteCond %{{REQUEST_FILENAME}}.{ending} -f\nRewriteRule ^(.*[^/])$ $1.{ending} [E=no-gzip:1,L]\n\
                 {asked}RewriteCond %{{REQUEST_FILENAME}}index.html.{ending} -f\nRewriteRule ^(.*/|)$ $1index.html.{ending} [E=no-gzip:1,L]\n"
            ));
        }
    }
    text.push_str("</IfModule>\n");
    if served.compressed {
        // « br » is the ending of Breton too, and « gz » that of an archive.
        text.push_str(
            "<IfModule mod_mime.c>\nRemoveLanguage .br\nRemoveType .gz .br\nAddEncoding br .br\nAddEncoding gzip .gz\n</IfModule>\n\
             <IfModule mod_headers.c>\nHeader merge Vary Accept-Encoding\n</IfModule>\n",
        );
    }
    text
}

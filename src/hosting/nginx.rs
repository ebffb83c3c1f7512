//! The configuration of nginx, to be included in a block `server`.
//!
//! In: [`Served`]. Out: its text. What stands in a location is said again in each: nginx lets none take over the headers of
//! another.

use super::{FINGERPRINT, FOREVER, SHORT, Served, TEXTS};

/// The whole of it.
pub(super) fn configuration(served: &Served) -> String {
    let Served { base, folder, .. } = served;
    let variable =
        format!("$jalon_cache{}", base.trim_end_matches('/').replace(|c: char| !c.is_ascii_alphanumeric(), "_"));
    let mut text = format!(
        "# Réglages nginx du site, écrits par « jalon build --host nginx » : ils sont refaits à chaque publication.\n\
         # Dans le bloc « server » de votre site : include /chemin/vers/nginx.conf;\n\
         # Dossier du site sur le serveur : {folder} (« --served-from » en donne un autre).\n\n\
         # Un fichier dont le nom dit le contenu ne change pas ; une page, si.\n\
         set {variable} \"{SHORT}\";\n\
         if ($uri ~ \"^{base}.*{FINGERPRINT}$\") {{\n    set {variable} \"{FOREVER}\";\n}}\n\n"
    );
    if *base != "/" {
        text.push_str(&moved(base.trim_end_matches('/'), base));
    }
    for (from, to) in served.redirects {
        let to = format!("{base}{to}");
        text.push_str(&moved(&format!("{base}{from}"), &to));
        text.push_str(&moved(&format!("{base}{}", from.trim_end_matches('/')), &to));
    }
    let common = common(served, &variable);
    // « ^~ » keeps the locations of other sites of the same server out; at the root there is none to keep out.
    let kind = if *base == "/" { "" } else { "^~ " };
    text.push_str(&format!("location {kind}{base} {{\n    alias \"{folder}/\";\n{common}}}\n"));
    text.push_str(&format!(
        "# Les sous-titres, dont le genre manque à nginx.\n\
         location ^~ {base}capsules/ {{\n    alias \"{folder}/capsules/\";\n    default_type text/vtt;\n{common}}}\n"
    ));
    text
}

/// An address that leads to another, for good.
fn moved(from: &str, to: &str) -> String {
    format!("location = {from} {{\n    absolute_redirect off;\n    return 301 {to}$is_args$args;\n}}\n")
}

fn common(served: &Served, cache: &str) -> String {
    let base = served.base;
    let mut text = format!(
        "    index index.html;\n    autoindex off;\n    absolute_redirect off;\n    \
         error_page 404 {base}404.html;\n    error_page 403 =404 {base}404.html;\n    \
         charset utf-8;\n    charset_types {TEXTS};\n    \
         gzip on;\n    gzip_vary on;\n    gzip_min_length 256;\n    gzip_types {TEXTS};\n"
    );
    if served.compressed {
        text.push_str("    gzip_static on;\n    # Avec le module brotli de nginx, retirez le « # » : les fichiers .br sont là.\n    # brotli_static on;\n");
    }
    for (name, value) in served.headers() {
        text.push_str(&format!("    add_header {name} \"{value}\" always;\n"));
    }
    text.push_str(&format!("    add_header Cache-Control {cache};\n"));
    text
}

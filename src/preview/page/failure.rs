//! The page shown in place of one that cannot be rendered. It needs nothing of the site: no theme, no script.
//!
//! In: a report, or a path that does not exist. Out: HTML.

use crate::diagnostic::{Diagnostic, Report, Severity};

/// The page, with all the diagnostics that explain it.
pub(crate) fn page(report: &Report) -> String {
    let mut entries: Vec<_> = report.entries().iter().collect();
    entries.sort_by_key(|entry| entry.severity);
    let items: String = entries.into_iter().map(item).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"fr\" data-jalon-failure>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Page impossible à produire – jalon serve</title>\n</head>\n<body>\n<main id=\"jalon-failure\">\n\
         <h1>Cette page n’a pas pu être produite</h1>\n\
         <p>Corrigez ce qui suit : la page s’affichera dès que les fichiers seront enregistrés.</p>\n\
         <ol class=\"jalon-list\">\n{items}</ol>\n</main>\n</body>\n</html>\n"
    )
}

/// The page shown when neither the address nor the site's own `404.html` exists.
pub(crate) fn not_found(path: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"fr\" data-jalon-failure>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Page introuvable – jalon serve</title>\n</head>\n<body>\n<main id=\"jalon-failure\">\n\
         <h1>Page introuvable</h1>\n<p>Le site n’a rien à l’adresse <code>/{}</code>.</p>\n\
         <p><a href=\"/\">Aller à l’accueil</a></p>\n</main>\n</body>\n</html>\n",
        escape(path)
    )
}

// The same markup is built by `item` in assets/panel.js, and styled by assets/live.css.
fn item(diagnostic: &Diagnostic) -> String {
    let class = match diagnostic.severity {
        Severity::Error => "jalon-error",
        Severity::Warning => "jalon-warning",
        Severity::Note => "jalon-note",
    };
    let mut html = format!(
        "<li class=\"jalon-item {class}\">\n<p class=\"jalon-message\"><strong>{}</strong> {} <code>{}</code></p>\n",
        diagnostic.severity.label(),
        escape(&diagnostic.message),
        diagnostic.code
    );
    if !diagnostic.file.is_empty() {
        let place =
            diagnostic.place.as_ref().map(|place| format!(":{}:{}", place.line, place.column)).unwrap_or_default();
        html += &format!("<p class=\"jalon-place\">{}{place}</p>\n", escape(&diagnostic.file));
    }
    html += &excerpt(diagnostic);
    if let Some(hint) = &diagnostic.hint {
        html += &format!("<p class=\"jalon-hint\">À faire : {}</p>\n", escape(hint));
    }
    html + "</li>\n"
}

fn excerpt(diagnostic: &Diagnostic) -> String {
    let parts = diagnostic.place.as_ref().and_then(|place| {
        let (text, mark) = (&place.excerpt, &place.mark);
        Some((text.get(..mark.start)?, text.get(mark.clone())?, text.get(mark.end..)?))
    });
    parts.map_or_else(String::new, |(before, marked, after)| {
        format!(
            "<pre class=\"jalon-source\"><code>{}<mark>{}</mark>{}</code></pre>\n",
            escape(before),
            escape(marked),
            escape(after)
        )
    })
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::text::Place;

    #[test]
    fn nothing_from_a_file_becomes_markup() {
        let mut report = Report::default();
        let mut diagnostic =
            Diagnostic::error(Code::RawHtml, "balise <b> refusée").in_file("a\"<i>.md").hint("retirez <b>");
        diagnostic.place = Some(Box::new(Place::new("un <b>mot</b>", 3..6)));
        report.push(diagnostic);
        let page = page(&report);
        assert!(page.contains("un <mark>&lt;b&gt;</mark>mot&lt;/b&gt;"));
        assert!(page.contains("a&quot;&lt;i&gt;.md:1:4"));
        assert!(!page.contains("<b>") && !page.contains("<i>"));
        assert!(!not_found("<img>").contains("<img>"));
    }
}

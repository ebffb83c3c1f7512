//! A variable is said, not shown as its author wrote it.
//!
//! Why: some texts are no Markdown (the title of a question, what is said in a capsule), and readers would see brackets.
//! Example: `<h2>Écrire à [votre GRADeS](var:grades)</h2>`.

use memchr::memmem;

use crate::check::faults::Faults;
use crate::diagnostic::Code;

/// A page as it is published. In code, the form is shown on purpose.
pub(crate) fn page(html: &str, faults: &mut Faults<'_>) {
    let shown = |at: usize| {
        let before = &html[..at];
        ["code", "script"].iter().all(|name| before.rfind(&format!("<{name}")) <= before.rfind(&format!("</{name}")))
    };
    if let Some(at) = memmem::find_iter(html.as_bytes(), "](var:").find(|at| shown(*at)) {
        let start = html[..at].rfind('[').unwrap_or(at);
        let end = html[at..].find(')').map_or(html.len(), |length| at + length + 1);
        let message = format!("« {} » serait publié tel quel : ce texte n’est pas du Markdown", &html[start..end]);
        faults.error(Code::Variable, message, "écrivez-y les mots neutres seuls, sans crochets");
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{accepts, refuses};
    use crate::diagnostic::Code;

    #[test]
    fn they_are_refused_where_nothing_says_them() {
        accepts(&["<p><code>[a](var:b)</code>", "<pre><code class=x>[a](var:b)\n</code></pre>", "<p>[a](b)"]);
        refuses(&[
            ("<p><code>a</code> à [votre GRADeS](var:b).", Code::Variable, "« [votre GRADeS](var:b) »"),
            ("<p title='[a](var:b)'>a", Code::Variable, "« [a](var:b) »"),
        ]);
    }
}

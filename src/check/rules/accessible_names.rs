//! A link, a button, a heading, a label, the page title say something.
//!
//! Why: a screen reader reads that text aloud; without it, the element means nothing.
//! Example: `<a href="x"><svg aria-hidden="true">…</svg></a>`.
//!
//! In: tags and texts in order. Out: a fault for each such element that says nothing.

use crate::check::faults::Faults;
use crate::check::reader::tag::{Tag, text};
use crate::diagnostic::Code;

/// How many open elements are followed; only tags that are never closed nest deeper.
const DEPTH: usize = 64;

/// An element that must say something, still open.
struct Open {
    name: &'static str,
    named: bool,
    /// Where its tag, as shown in messages, starts in [`AccessibleNames::shown`].
    shown: usize,
}

/// A part of the page that is not read aloud.
struct Hidden {
    name: Vec<u8>,
    /// Elements of that name open in it, itself included.
    depth: usize,
    /// How many elements of [`AccessibleNames::open`] it stands in.
    within: usize,
}

/// The elements being read.
#[derive(Default)]
pub(crate) struct AccessibleNames {
    open: Vec<Open>,
    shown: String,
    hidden: Option<Hidden>,
}

impl AccessibleNames {
    /// Whether an element of this name is open.
    pub(crate) fn inside(&self, name: &str) -> bool {
        self.open.iter().any(|open| open.name == name)
    }

    /// Looks at one start tag.
    pub(crate) fn start(&mut self, tag: &Tag<'_>) {
        if let Some(hidden) = &mut self.hidden {
            hidden.depth += usize::from(!tag.void && tag.name == hidden.name);
        } else if !self.open.is_empty() {
            self.child(tag);
        }
        if let Some(name) = must_speak(tag)
            && self.open.len() < DEPTH
        {
            let named = tag.says(b"aria-label") || tag.says(b"aria-labelledby") || is_unheard(tag);
            self.open.push(Open { name, named, shown: self.shown.len() });
            tag.show_in(&mut self.shown);
        }
    }

    fn child(&mut self, tag: &Tag<'_>) {
        if is_hidden(tag) {
            if !tag.void {
                self.hidden = Some(Hidden { name: tag.name.to_vec(), depth: 1, within: self.open.len() });
            }
        } else if tag.says(b"aria-label") || (tag.name == b"img" && tag.says(b"alt")) {
            self.name();
        }
    }

    /// Looks at one text.
    pub(crate) fn text(&mut self, piece: &[u8]) {
        let listens = self.hidden.is_none() && self.open.iter().any(|open| !open.named);
        let heard = || piece[0].is_ascii_graphic() || text(piece).chars().any(is_heard);
        if listens && !piece.is_empty() && heard() {
            self.name();
        }
    }

    fn name(&mut self) {
        for open in &mut self.open {
            open.named = true;
        }
    }

    /// Looks at one end tag.
    pub(crate) fn end(&mut self, name: &[u8], faults: &mut Faults<'_>) {
        if let Some(hidden) = &mut self.hidden
            && hidden.name == name
        {
            hidden.depth -= 1;
            if hidden.depth == 0 {
                self.hidden = None;
                return;
            }
        }
        if let Some(at) = self.open.iter().rposition(|open| open.name.as_bytes() == name) {
            self.close(at, faults);
        }
    }

    /// Reports what was never closed.
    pub(crate) fn finish(&mut self, faults: &mut Faults<'_>) {
        self.close(0, faults);
    }

    fn close(&mut self, from: usize, faults: &mut Faults<'_>) {
        while self.open.len() > from
            && let Some(open) = self.open.pop()
        {
            if !open.named {
                silent(open.name, &self.shown[open.shown..], faults);
            }
            self.shown.truncate(open.shown);
        }
        if self.hidden.as_ref().is_some_and(|hidden| hidden.within > from) {
            self.hidden = None;
        }
    }
}

/// The name of an element that must say something.
fn must_speak(tag: &Tag<'_>) -> Option<&'static str> {
    match tag.name {
        b"a" if tag.has(b"href") => Some("a"),
        b"button" => Some("button"),
        b"summary" => Some("summary"),
        b"label" => Some("label"),
        b"title" if !tag.foreign => Some("title"),
        b"h1" => Some("h1"),
        b"h2" => Some("h2"),
        b"h3" => Some("h3"),
        b"h4" => Some("h4"),
        b"h5" => Some("h5"),
        b"h6" => Some("h6"),
        _ => None,
    }
}

fn is_unheard(tag: &Tag<'_>) -> bool {
    tag.get(b"aria-hidden").is_some_and(|value| value.eq_ignore_ascii_case("true"))
}

/// A hidden element that must speak is another matter: a script will show it.
fn is_hidden(tag: &Tag<'_>) -> bool {
    is_unheard(tag) || tag.has(b"hidden")
}

/// White space and invisible characters are not heard.
fn is_heard(character: char) -> bool {
    !character.is_whitespace() && !matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn silent(name: &str, shown: &str, faults: &mut Faults<'_>) {
    let (message, hint) = match name {
        "a" => (
            "lien sans texte ni nom accessible",
            "écrivez un texte dans le lien, un attribut aria-label, ou une image avec son texte alternatif",
        ),
        "button" | "summary" => {
            ("bouton sans texte ni nom accessible", "écrivez un texte dans l’élément, ou un attribut aria-label")
        }
        "label" => ("étiquette de champ sans texte", "écrivez dans <label> ce que le champ attend"),
        "title" => ("titre de page vide", "écrivez le titre de la page dans <title>"),
        _ => ("titre sans texte", "écrivez un titre, ou retirez l’élément"),
    };
    faults.error(Code::Html, format!("{message} : {shown}"), hint);
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{body_faults, faults};

    #[test]
    fn what_has_a_name_is_accepted() {
        let clean = [
            "<a href=x>texte</a>",
            "<a href=x><b><i>t</i></b></a>",
            "<a href=x>&gt;</a>",
            "<a href=x>&nbsp;é</a>",
            "<a href=x aria-label=texte></a>",
            "<p id=p>p<a href=x aria-labelledby=p></a>",
            "<a href=x><img src=i width=1 height=1 alt=texte></a>",
            "<a href=x><svg><title>texte</title><path d=''/></svg></a>",
            "<a href=x><svg role=img aria-label=texte></svg></a>",
            "<a id=ancre></a>",
            "<a href=x><svg aria-hidden=true><path d=''/></svg> texte</a>",
            "<a href=x><span aria-hidden=true><span>→</span></span> texte</a>",
            "<a href=x><br aria-hidden=true>texte</a>",
            "<button>texte</button>",
            "<button aria-label=texte><svg aria-hidden=true></svg></button>",
            "<details><summary>texte</summary></details>",
            "<h2><a href=x>texte</a></h2>",
            "<a href=x aria-hidden=true></a>",
            "<template><a href=x></a></template>",
        ];
        for html in clean {
            assert_eq!(body_faults(html), [""; 0], "{html}");
        }
    }

    #[test]
    fn what_says_nothing_is_told() {
        let faulty = [
            ("<a href=x></a>", "<a href=\"x\">"),
            ("<a href=x> &nbsp;\u{200b}</a>", "<a href=\"x\">"),
            ("<a href=x title=t></a>", "<a href=\"x\">"),
            ("<a href=x aria-label=' '></a>", "<a href=\"x\">"),
            ("<a href=x><img src=i width=1 height=1 alt=''></a>", "<a href=\"x\">"),
            ("<a href=x><svg aria-hidden=true><title>t</title></svg></a>", "<a href=\"x\">"),
            ("<a href=x><span aria-hidden=true>→<span>→</span>→</span></a><p>t</p>", "<a href=\"x\">"),
            ("<a href=x><span hidden>t</span></a>", "<a href=\"x\">"),
            ("<a href=x><p aria-hidden=true>t</a><a href=y>y</a>", "<a href=\"x\">"),
            ("<button id=b></button>", "<button id=\"b\">"),
            ("<button id=b hidden></button>", "<button id=\"b\">"),
            ("<details><summary></summary></details>", "<summary>"),
            ("<label><input></label>", "<label>"),
            ("<h2 id=h></h2>", "<h2 id=\"h\">"),
            ("<a href=x>", "<a href=\"x\">"),
        ];
        for (html, shown) in faulty {
            let found = body_faults(html);
            assert!(found.len() == 1 && found[0].contains(shown), "{html} {found:?}");
        }
    }

    #[test]
    fn an_empty_page_title_says_nothing() {
        let found = faults("<!doctype html><html lang=fr><head><title> </title></head><body><h1>a</h1></body></html>");
        assert!(matches!(found.as_slice(), [one] if one.contains("<title>")), "{found:?}");
    }
}

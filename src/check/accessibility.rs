//! Images, form fields, headings and tables: what everybody needs in order to read and answer.

use super::html::Faults;
use super::names::Names;
use super::tag::Tag;
use crate::diagnostic::Code;

/// A field whose label has not been seen yet.
struct Field {
    id: Option<String>,
    shown: String,
}

/// A table being read.
struct Table {
    headed: bool,
    shown: String,
}

/// What has been seen of the page.
#[derive(Default)]
pub(super) struct Accessibility {
    fields: Vec<Field>,
    /// Ids that a `<label for>` names.
    labelled: Vec<String>,
    tables: Vec<Table>,
    titles: usize,
    level: Option<u8>,
}

impl Accessibility {
    /// Looks at one start tag. `names` tells whether it stands in a `<label>`.
    pub(super) fn start(&mut self, tag: &Tag<'_>, names: &Names, faults: &mut Faults<'_>) {
        match tag.name {
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => self.heading(tag, faults),
            b"img" => image(tag, faults),
            b"label" => self.labelled.extend(tag.get(b"for").map(str::to_owned)),
            b"input" => self.input(tag, names.inside("label"), faults),
            b"select" | b"textarea" => self.field(tag, names.inside("label")),
            b"table" => {
                let headed = matches!(tag.get(b"role"), Some("presentation" | "none"));
                self.tables.push(Table { headed, shown: tag.shown() });
            }
            b"th" => {
                if let Some(table) = self.tables.last_mut() {
                    table.headed = true;
                }
            }
            _ => {}
        }
    }

    /// Looks at one end tag.
    pub(super) fn end(&mut self, name: &[u8], faults: &mut Faults<'_>) {
        if name == b"table"
            && let Some(table) = self.tables.pop()
            && !table.headed
        {
            let message = format!("tableau sans cellule d’en-tête <th> : {}", table.shown);
            faults.error(Code::Html, message, "donnez une ligne ou une colonne d’en-têtes au tableau");
        }
    }

    fn heading(&mut self, tag: &Tag<'_>, faults: &mut Faults<'_>) {
        let level = tag.name[1] - b'0';
        let last = self.level.unwrap_or(1);
        if level > last + 1 {
            let message = format!("titre de niveau {level} après un titre de niveau {last} : {}", tag.shown());
            faults.warning(Code::HeadingOrder, message, format!("faites-en un titre de niveau {}", last + 1));
        }
        self.titles += usize::from(level == 1);
        self.level = Some(level);
    }

    fn input(&mut self, tag: &Tag<'_>, in_label: bool, faults: &mut Faults<'_>) {
        let kind = tag.get(b"type").unwrap_or_default().to_ascii_lowercase();
        let speaks = match kind.as_str() {
            "hidden" | "submit" | "reset" => true,
            "image" => tag.says(b"alt") || is_named(tag),
            "button" => tag.says(b"value") || is_named(tag),
            _ => return self.field(tag, in_label),
        };
        if !speaks {
            let message = format!("bouton sans texte ni nom accessible : {}", tag.shown());
            faults.error(Code::Html, message, "donnez-lui un attribut value (ou alt, si c’est une image)");
        }
    }

    fn field(&mut self, tag: &Tag<'_>, in_label: bool) {
        if !in_label && !is_named(tag) {
            self.fields.push(Field { id: tag.get(b"id").map(str::to_owned), shown: tag.shown() });
        }
    }

    /// Tells what only the whole page shows. A redirection needs no heading.
    pub(super) fn finish(&self, redirect: bool, faults: &mut Faults<'_>) {
        for field in &self.fields {
            if !field.id.as_ref().is_some_and(|id| self.labelled.contains(id)) {
                let message = format!("champ sans étiquette : {}", field.shown);
                faults.error(Code::Html, message, "donnez-lui un <label for=\"…\">, ou un attribut aria-label");
            }
        }
        match self.titles {
            1 => {}
            0 if redirect => {}
            0 => faults.error(
                Code::HeadingOrder,
                "la page n’a pas de titre <h1>",
                "le gabarit doit écrire le titre de la page dans un <h1>",
            ),
            count => faults.error(
                Code::HeadingOrder,
                format!("la page a {count} titres <h1>"),
                "gardez un seul <h1>, le titre de la page",
            ),
        }
    }
}

fn is_named(tag: &Tag<'_>) -> bool {
    tag.says(b"aria-label") || tag.says(b"aria-labelledby") || tag.says(b"title")
}

fn image(tag: &Tag<'_>, faults: &mut Faults<'_>) {
    if !tag.has(b"alt") {
        let message = format!("image sans attribut alt : {}", tag.shown());
        faults.error(Code::MissingAlt, message, "décrivez l’image ; alt=\"\" si elle n’apporte rien au texte");
    }
    let missing: Vec<&str> = ["width", "height"].into_iter().filter(|name| !tag.says(name.as_bytes())).collect();
    if !missing.is_empty() {
        let message = format!("image sans attribut {} : {}", missing.join(" ni "), tag.shown());
        faults.error(
            Code::Html,
            message,
            "donnez ses dimensions en pixels, pour que la page ne bouge pas quand elle arrive",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{body_codes, body_faults};
    use crate::diagnostic::Code;

    #[test]
    fn accessible_content_is_accepted() {
        let clean = [
            "<img src=i alt='' width=1 height=1>",
            "<label for=c>texte</label><input id=c>",
            "<input id=c><label for=c>texte</label>",
            "<label>texte <select></select></label>",
            "<label><input type=checkbox> texte</label>",
            "<input aria-label=texte><textarea title=texte></textarea><p id=p>p</p><input aria-labelledby=p>",
            "<input type=hidden><input type=submit><input type=button value=texte><input type=image alt=texte src=i>",
            "<h2>a</h2><h3>a</h3><h4>a</h4><h2>a</h2>",
            "<table><tr><th>a<tr><td>b</table>",
            "<table><tr><th>a<td><table><tr><th>b</table></table>",
            "<table role=presentation><tr><td>b</table>",
        ];
        for html in clean {
            assert_eq!(body_faults(html), [""; 0], "{html}");
        }
    }

    #[test]
    fn inaccessible_content_is_told() {
        let faulty = [
            ("<img src=i width=1 height=1>", Code::MissingAlt, "<img src=\"i\">"),
            ("<img src=i alt=a width=1>", Code::Html, "attribut height"),
            ("<img src=i alt=a>", Code::Html, "attribut width ni height"),
            ("<input id=c>", Code::Html, "<input id=\"c\">"),
            ("<label for=d>texte</label><input id=c><p id=d>d</p>", Code::Html, "<input id=\"c\">"),
            ("<select name=s></select>", Code::Html, "<select name=\"s\">"),
            ("<textarea aria-label=''></textarea>", Code::Html, "<textarea>"),
            ("<input type=BUTTON>", Code::Html, "<input>"),
            ("<input type=image src=i>", Code::Html, "<input src=\"i\">"),
            ("<h2>a</h2><h4 id=h>b</h4>", Code::HeadingOrder, "<h4 id=\"h\">"),
            ("<h3>b</h3>", Code::HeadingOrder, "<h3>"),
            ("<h1>b</h1>", Code::HeadingOrder, "2 titres <h1>"),
            ("<table id=t><tr><td>b</table>", Code::Html, "<table id=\"t\">"),
            ("<table id=t><tr><td><table><tr><th>b</table></table>", Code::Html, "<table id=\"t\">"),
        ];
        for (html, code, shown) in faulty {
            let found = body_faults(html);
            assert!(found.len() == 1 && found[0].contains(shown), "{html} {found:?}");
            assert_eq!(body_codes(html), [code], "{html}");
        }
    }
}

//! The head of a page: what its author says about it, between two lines of `---`.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::content::topic::Topic;
use crate::content::variables::{self, Unknown, Variables};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::record;
use crate::text::Source;
use crate::yaml::decode::{Day, Decode, Decoder, Spanned};

record! {
    /// En-tête d’une page : ce que l’auteur dit d’elle.
    pub(crate) struct FrontMatter as "l’en-tête de la page" {
        /// Titre de la page, seul titre de niveau 1.
        title: Spanned<String>,
        /// Une phrase pour les listes, les moteurs de recherche et les partages (160 signes au plus).
        description: Spanned<String>,
        /// Titre court pour les menus.
        menu_title: Option<String>,
        /// Mots que les lecteurs emploient pour ce dont parle la page, et qu’elle ne dit pas : la recherche la trouve par eux.
        keywords: Vec<Spanned<String>>,
        /// Comment les lecteurs posent la question à laquelle la page répond, phrase par phrase.
        asked: Vec<Spanned<String>>,
        /// De même, pour un paragraphe : son identifiant, puis des phrases.
        asked_at: BTreeMap<String, Vec<Spanned<String>>>,
        /// Rang dans la section, du plus petit au plus grand.
        order: Option<i64>,
        /// Brouillon : publié seulement avec --drafts.
        draft: bool,
        /// Premier jour où la page est publiée (AAAA-MM-JJ).
        from: Option<Spanned<Day>>,
        /// Dernier jour où la page est publiée (AAAA-MM-JJ) ; ensuite, son adresse mène à sa section.
        until: Option<Spanned<Day>>,
        /// Dernière partie de l’adresse, si elle doit différer du nom du fichier.
        slug: Option<Spanned<String>>,
        /// Anciennes adresses de la page, qui y renvoient.
        aliases: Vec<Spanned<String>>,
        /// Date de la dernière vérification du contenu (AAAA-MM-JJ).
        reviewed: Option<Spanned<Day>>,
        /// Qui la relit ; par défaut, celui de sa section, puis celui du site.
        owner: Option<String>,
        /// Clés de la bibliographie sur lesquelles la page s’appuie.
        sources: Vec<Spanned<String>>,
        /// À qui la page s’adresse.
        audience: Vec<Spanned<String>>,
        /// Faits (F-nnn) et contradictions (X-nn) que la page énonce.
        facts: Vec<String>,
        /// Thèmes sous lesquels la section range ses pages, dont chacune répond à une question (_index.md seulement).
        themes: Vec<Topic>,
        /// Thème de la page, parmi ceux de sa section.
        theme: Option<Spanned<String>>,
        /// Faire de la page une affiche : titre, premier paragraphe et code QR (toujours pour une question).
        poster: bool,
        /// Gabarit à employer à la place de celui du genre de la page.
        template: Option<Spanned<String>>,
        /// Afficher la table des matières (oui par défaut).
        toc: Option<bool>,
        /// Anciens identifiants de paragraphes et ceux qui les remplacent.
        anchors: BTreeMap<String, Spanned<String>>,
    }
}

impl FrontMatter {
    /// Whether a text of it calls a variable.
    pub(crate) fn calls_variables(&self) -> bool {
        let texts = [Some(&self.title.value), Some(&self.description.value), self.menu_title.as_ref()];
        texts.into_iter().flatten().any(|text| text.contains("](var:"))
    }

    /// Says the variables that its texts call.
    pub(crate) fn say(&mut self, variables: &Variables, source: &Source, report: &mut Report) {
        let title = self.title.span.clone();
        let description = self.description.span.clone();
        let texts = [(&mut self.title.value, title.clone()), (&mut self.description.value, description)];
        let menu = self.menu_title.as_mut().map(|text| (text, title));
        for (text, span) in texts.into_iter().chain(menu) {
            match variables::said(variables, text) {
                Ok(Some(said)) => *text = said,
                Ok(None) => {}
                Err(Unknown { message, hint }) => {
                    report.push(Diagnostic::error(Code::Variable, message).at(source, span).hint(hint));
                }
            }
        }
    }
}

/// A page cut in two: its front matter and where its body stands.
pub(crate) struct Split {
    /// The decoded head.
    pub(crate) front: FrontMatter,
    /// The bytes of the body in the file.
    pub(crate) body: Range<usize>,
}

/// Cuts a page; says what is wrong with its head.
pub(crate) fn split(source: &Source, report: &mut Report) -> Option<Split> {
    let (head, body) = cut(source, report)?;
    let node = crate::yaml::parse(source, head, report)?;
    let front = FrontMatter::decode(&node, &mut Decoder { source, report })?;
    for text in [&front.title, &front.description] {
        crate::yaml::quotes::cut_short(source, &text.span, report);
    }
    Some(Split { front, body })
}

/// The bytes of the head of a Markdown file and those of its body.
pub(crate) fn cut(source: &Source, report: &mut Report) -> Option<(Range<usize>, Range<usize>)> {
    let text = &source.text;
    // A space behind the dashes is not seen.
    let first = text.find('\n').unwrap_or(text.len());
    let Some(after) = text.get(first + 1..).filter(|_| text[..first].trim_end() == "---") else {
        let title = text
            .lines()
            .find_map(|line| line.strip_prefix("# "))
            .map(|title| title.trim().trim_end_matches('#').trim());
        let hint = match (text.trim_start().starts_with("---"), title) {
            (true, _) => {
                "retirez ce qui précède « --- » : l’en-tête commence à la première ligne du fichier".to_owned()
            }
            // As other tools write the title of a page.
            (false, Some(title)) => format!(
                "commencez le fichier par « --- », puis « title: \"{title}\" », « description: … », puis « --- », et retirez la ligne « # {title} »"
            ),
            (false, None) => {
                "commencez le fichier par « --- », puis « title: … », « description: … », puis « --- »".to_owned()
            }
        };
        let message = "la page ne commence pas par un en-tête";
        report.push(Diagnostic::error(Code::FrontMatter, message).at(source, 0..first).hint(hint));
        return None;
    };
    let Some(length) = end_of_head(after) else {
        report.push(
            Diagnostic::error(Code::FrontMatter, "l’en-tête de la page n’est pas fermé")
                .at(source, 0..3)
                .hint("ajoutez une ligne « --- » à sa fin"),
        );
        return None;
    };
    let head = first + 1..first + 1 + length;
    let body = text[head.end..].find('\n').map_or(text.len(), |end| head.end + end + 1)..text.len();
    Some((head, body))
}

/// Length of the head, up to the line `---` that closes it.
fn end_of_head(after: &str) -> Option<usize> {
    let mut at = 0;
    for line in after.split_inclusive('\n') {
        if line.starts_with("---") && line.trim_end() == "---" {
            return Some(at);
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::RelPath;

    fn cut(text: &str) -> (Option<String>, Vec<Code>) {
        let source =
            Source { path: RelPath::new("content/a.md").unwrap_or_else(|| unreachable!()), text: text.to_owned() };
        let mut report = Report::default();
        let body = split(&source, &mut report).map(|split| text[split.body].to_owned());
        (body, report.entries().iter().map(|entry| entry.code).collect())
    }

    #[test]
    fn the_body_follows_the_head() {
        assert_eq!(cut("---\ntitle: A\ndescription: B\n---\nCorps\n---\n"), (Some("Corps\n---\n".to_owned()), vec![]));
        assert_eq!(cut("---\ntitle: A\ndescription: B\n---"), (Some(String::new()), vec![]));
        assert_eq!(cut("--- \ntitle: A\ndescription: B\n---\t\nCorps"), (Some("Corps".to_owned()), vec![]));
    }

    #[test]
    fn faults_are_told() {
        assert_eq!(cut("Corps").1, vec![Code::FrontMatter]);
        assert_eq!(cut("---\ntitle: A\n").1, vec![Code::FrontMatter]);
        assert_eq!(cut("---\n---\n").1, vec![Code::MissingKey, Code::MissingKey]);
        assert_eq!(cut("").1, vec![Code::FrontMatter]);
        assert_eq!(cut("\n---\ntitle: A\ndescription: B\n---\n").1, vec![Code::FrontMatter]);
        assert_eq!(cut("---\ntitle: Le C# et #suite\ndescription: B\n---\n").1, vec![Code::BadValue]);
        assert_eq!(cut("---\ntitle: \"Le C# et #suite\"\ndescription: B # b\n---\n").1, vec![Code::BadValue]);
    }
}

//! Code in colours: one-letter classes, so that pages stay small and both colour schemes serve.
//!
//! Grammars are loaded at the first block that needs one; sites without code pay nothing.

use std::sync::LazyLock;

use syntect::parsing::{BasicScopeStackOp, ParseState, Scope, ScopeStack, SyntaxSet};

use crate::text::html::escape_text;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Scope prefixes and the class of what they mark; the first that fits the innermost scope wins.
const CLASSES: [(&str, char); 30] = [
    ("comment", 'c'),
    ("constant.character.escape", 'e'),
    ("string", 's'),
    ("constant.numeric", 'n'),
    ("constant.language", 'k'),
    ("constant", 'n'),
    ("entity.name.function", 'f'),
    ("support.function", 'f'),
    ("variable.function", 'f'),
    ("entity.name.tag", 'g'),
    ("entity.other.attribute-name", 'a'),
    ("entity.name", 't'),
    ("support.type", 't'),
    ("support.class", 't'),
    ("storage.type", 'k'),
    ("storage", 'k'),
    ("keyword.operator", 'o'),
    ("keyword", 'k'),
    ("variable", 'v'),
    ("markup.inserted", 'i'),
    ("markup.deleted", 'd'),
    ("markup.heading", 'b'),
    ("markup.bold", 'b'),
    ("markup.raw", 's'),
    ("punctuation.definition.comment", 'c'),
    ("punctuation.definition.string", 's'),
    ("punctuation.definition.tag", 'p'),
    ("punctuation", 'p'),
    ("meta.preprocessor", 'm'),
    ("meta.annotation", 'm'),
];

static PREFIXES: LazyLock<Vec<(Scope, char)>> = LazyLock::new(|| {
    CLASSES.iter().filter_map(|(prefix, class)| Scope::new(prefix).ok().map(|scope| (scope, *class))).collect()
});

/// Whether a language is known.
pub(crate) fn knows(language: &str) -> bool {
    matches!(language, "text" | "txt" | "plain") || SYNTAXES.find_syntax_by_token(language).is_some()
}

/// The HTML of code in colours; `None` when the language is not known or its grammar stumbles.
pub(crate) fn highlight(language: &str, code: &str) -> Option<String> {
    if language.is_empty() || matches!(language, "text" | "txt" | "plain") {
        return None;
    }
    let syntax = SYNTAXES.find_syntax_by_token(language)?;
    let mut state = ParseState::new(syntax);
    let mut scopes = ScopeStack::new();
    // Of each open scope, so that a scope is looked up once, when it opens.
    let mut classes: Vec<Option<char>> = Vec::new();
    let mut runs = Runs::default();
    for line in code.split_inclusive('\n') {
        let mut at = 0;
        for (position, operation) in state.parse_line(line, &SYNTAXES).ok()? {
            runs.push(innermost(&classes), line.get(at..position)?);
            let change = |change: BasicScopeStackOp, _: &[Scope]| match change {
                BasicScopeStackOp::Push(scope) => classes.push(class(scope).or(innermost(&classes))),
                BasicScopeStackOp::Pop => drop(classes.pop()),
            };
            scopes.apply_with_hook(&operation, change).ok()?;
            at = position;
        }
        runs.push(innermost(&classes), line.get(at..)?);
    }
    Some(runs.finish())
}

fn innermost(classes: &[Option<char>]) -> Option<char> {
    classes.last().copied().flatten()
}

fn class(scope: Scope) -> Option<char> {
    PREFIXES.iter().find(|(prefix, _)| prefix.is_prefix_of(scope)).map(|(_, class)| *class)
}

/// Neighbouring pieces of one class become one run.
#[derive(Default)]
struct Runs {
    html: String,
    class: Option<char>,
    text: String,
}

impl Runs {
    fn push(&mut self, class: Option<char>, text: &str) {
        if text.is_empty() {
            return;
        }
        if class != self.class && !text.trim().is_empty() {
            self.flush();
            self.class = class;
        }
        self.text.push_str(text);
    }

    fn flush(&mut self) {
        let text = escape_text(&self.text);
        match self.class.filter(|_| !self.text.trim().is_empty()) {
            Some(class) => self.html.push_str(&format!("<span class=\"{class}\">{text}</span>")),
            None => self.html.push_str(&text),
        }
        self.text.clear();
    }

    fn finish(mut self) -> String {
        self.flush();
        self.html
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_coloured_and_escaped() {
        let html = highlight("rust", "fn a() -> &str { \"<é>\" } // fin\n").unwrap_or_default();
        assert!(html.contains("<span class=\"c\">// fin"), "{html}");
        assert!(html.contains("&lt;é&gt;"), "{html}");
        assert_eq!(highlight("klingon", "x"), None);
    }
}

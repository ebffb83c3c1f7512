//! What a code means, for whoever meets it: what it is, why it is told, what to do, an example.
//!
//! In: `explanations.txt`, carried by the binary. Out: the [`Explanation`] of a code. Its example is that of a folder of
//! `tests/cases`, which a test holds against it.

use super::Code;

const TEXT: &str = include_str!("explanations.txt");

/// What a code means, in French.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Explanation {
    /// What it is.
    pub(crate) what: &'static str,
    /// Why it is told.
    pub(crate) why: &'static str,
    /// What to do.
    pub(crate) mend: &'static str,
    /// What provokes it: a file below `tests/cases`, and lines of it, if any.
    pub(crate) example: Option<(&'static str, &'static str)>,
}

/// What a code means. `None` is a defect, which a test excludes.
pub(crate) fn explanation(code: Code) -> Option<Explanation> {
    let own = |section: &&str| section.lines().next() == Some(code.name());
    let section = TEXT.split("\n= ").find(own)?;
    let (told, example) = match section.split_once("\n@ ") {
        Some((told, example)) => (told, Some(example)),
        None => (section, None),
    };
    let mut lines = told.lines().skip(1);
    let (what, why, mend) = (lines.next()?, lines.next()?, lines.next()?);
    let example = example.map(|example| {
        let (file, lines) = example.split_once('\n').unwrap_or((example, ""));
        (file, lines.trim_end())
    });
    Some(Explanation { what, why, mend, example })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails says enough by itself")]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn each_code_is_explained_by_an_example_of_its_own_case() {
        let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
        for code in Code::ALL {
            let Some(Explanation { what, why, mend, example }) = explanation(*code) else {
                panic!("{code} is not explained")
            };
            for sentence in [what, why, mend] {
                assert!(sentence.ends_with('.') && sentence.len() > 10, "{code}: {sentence}");
            }
            let Some((file, lines)) = example else {
                assert_eq!(*code, Code::Internal, "{code} has no example");
                continue;
            };
            let text = std::fs::read(cases.join(file)).unwrap_or_else(|_| panic!("{code}: no file {file}"));
            assert!(String::from_utf8_lossy(&text).contains(lines), "{code}: {file} does not hold {lines}");
            let case = cases.join(file.split('/').next().unwrap()).join("report.snap");
            let told = std::fs::read_to_string(case).unwrap();
            assert!(told.contains(&format!("[{code}]")), "{code}: the case of {file} tells something else");
        }
    }

    #[test]
    fn nothing_is_explained_that_is_no_code() {
        assert_eq!(TEXT.matches("\n= ").count(), Code::ALL.len());
    }
}

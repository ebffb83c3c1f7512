//! Round trips: what is said to be kept comes back, whatever the questions; and nothing from strangers panics.

use proptest::prelude::*;

use super::exercise::{Asked, Choice, Exercise, Group, Label, Pair, Said, Typed};
use super::loss::Fate;
use super::to_html::{Images, ToHtml};
use super::{Surroundings, aiken, bank, gift, moodle};
use crate::quiz::bank::BankFile;
use crate::quiz::credit::Credit;
use crate::quiz::decimal::Decimal;

/// As a reader sees a text: two spellings of one Markdown are one.
fn seen(markdown: &str) -> String {
    let mut noted = super::loss::Travelled::new("", "");
    let mut images = Vec::new();
    let html = ToHtml { around: Surroundings::default(), images: Images::Under("", &mut images), noted: &mut noted }
        .blocks(markdown);
    html.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-zA-Zéèçœ0-9]{1,8}",
        "[~=#{}:%*_<>&\"'/!?.,;()|+-]{1,3}",
        Just("->".to_owned()),
        Just("**gras**".to_owned()),
        Just("`c_d*e`".to_owned()),
        Just("[[x]]".to_owned()),
        Just("«\u{a0}oui\u{a0}»".to_owned()),
    ];
    prop::collection::vec(word, 1..6).prop_map(|words| format!("a {}", words.join(" ")).trim().to_owned())
}

fn texts(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(text(), count).prop_map(|texts| {
        texts.into_iter().enumerate().map(|(at, text)| format!("{text} {}", crate::quiz::key::letter(at))).collect()
    })
}

fn said() -> impl Strategy<Value = Said> {
    let review = prop::option::of(Just("comprendre/role.md#un_b".to_owned()));
    (prop::option::of(text()), review).prop_map(|(feedback, review)| Said { feedback, review })
}

fn choices(least: usize) -> impl Strategy<Value = Vec<Choice>> {
    (texts(least..6), prop::collection::vec(said(), 6), any::<prop::sample::Index>()).prop_map(
        |(texts, said, right)| {
            let right = right.index(texts.len());
            let choice = |(at, (text, said)): (usize, (String, Said))| Choice { text, correct: at == right, said };
            texts.into_iter().zip(said).enumerate().map(choice).collect()
        },
    )
}

fn asked() -> impl Strategy<Value = Asked> {
    let credit = || prop_oneof![Just(Credit::All), Just(Credit::Partial)];
    let several = (choices(3), credit()).prop_map(|(mut choices, credit)| {
        choices[0].correct = true;
        choices[1].correct = true;
        // Where nothing is wrong, nothing tells « tout ou rien » from a share.
        choices.push(Choice { text: "ni l’un ni l’autre".to_owned(), correct: false, said: Said::default() });
        Asked::Multiple(choices, credit)
    });
    let pairs = (texts(2..5), texts(1..3)).prop_map(|(lefts, extra)| {
        let pair = |left: String| Pair { right: format!("droite {left}"), left, said: Said::default() };
        let extra = extra.into_iter().map(|text| format!("en trop {text}")).collect();
        Asked::Matching(lefts.into_iter().map(pair).collect(), extra, Credit::Partial)
    });
    let sorted = texts(3..6).prop_map(|texts| {
        let item = |(at, left): (usize, String)| Pair {
            left,
            right: ["un", "deux"][at % 2].to_owned(),
            said: Said::default(),
        };
        let items = texts.into_iter().enumerate().map(item).collect();
        Asked::Categorise(items, vec!["un".to_owned(), "deux".to_owned()], Credit::Partial)
    });
    let number = (any::<i32>(), 0_i32..1000, said()).prop_map(|(value, near, said)| {
        let decimal = |number: i32| Decimal::parse(&format!("{}.5", number / 10)).unwrap_or_default();
        Asked::Numeric(decimal(value), decimal(near), None, Said { review: None, ..said })
    });
    let short = (texts(1..3), any::<bool>(), said())
        .prop_map(|(answers, case, said)| Asked::Short(Typed { answers, accents: true, case, spaces: true }, said));
    let order = (texts(3..6), credit()).prop_map(|(items, credit)| Asked::Ordering(items, Said::default(), credit));
    prop_oneof![
        choices(2).prop_map(Asked::Single),
        several,
        (any::<bool>(), said(), said()).prop_map(|(answer, one, other)| Asked::TrueFalse(answer, [one, other])),
        pairs,
        sorted,
        number,
        short,
        order,
    ]
}

prop_compose! {
    fn exercise()(text in text(), asked in asked(), hint in prop::option::of(text()), explanation in prop::option::of(text()), weight in 1_u32..4) -> Exercise {
        let labels = vec![(Label::Objective, "choisir".to_owned()), (Label::Source, "ANS-FAQ".to_owned()), (Label::Reviewed, "2026-11-22".to_owned())];
        Exercise { id: "q-1".to_owned(), text, asked, hint, explanation, weight, labels, unknown: Vec::new() }
    }
}

fn group(exercise: Exercise) -> Group {
    Group { id: "essai".to_owned(), title: "Essai / un".to_owned(), shuffle: true, exercises: vec![exercise] }
}

fn seen_said(said: &Said) -> Said {
    Said { feedback: said.feedback.as_deref().map(seen), review: said.review.clone() }
}

/// An answer as readers see it; what the format changes by rule is changed here too.
fn shown(asked: &Asked, kept_case: bool) -> Asked {
    let choices = |all: &[Choice]| -> Vec<Choice> {
        all.iter()
            .map(|one| Choice { text: seen(&one.text), correct: one.correct, said: seen_said(&one.said) })
            .collect()
    };
    let pairs = |all: &[Pair]| -> Vec<Pair> {
        let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        all.iter().map(|one| Pair { left: seen(&one.left), right: spaced(&one.right), said: Said::default() }).collect()
    };
    match asked {
        Asked::Single(all) => Asked::Single(choices(all)),
        Asked::Multiple(all, credit) => Asked::Multiple(choices(all), *credit),
        Asked::TrueFalse(answer, [one, other]) => Asked::TrueFalse(*answer, [seen_said(one), seen_said(other)]),
        Asked::Matching(all, extra, credit) => {
            let extra = extra.iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
            Asked::Matching(pairs(all), extra, *credit)
        }
        Asked::Categorise(all, categories, credit) => Asked::Categorise(pairs(all), categories.clone(), *credit),
        Asked::Ordering(items, said, credit) => {
            Asked::Ordering(items.iter().map(|one| seen(one)).collect(), seen_said(said), *credit)
        }
        Asked::Numeric(value, near, unit, said) => Asked::Numeric(*value, *near, unit.clone(), seen_said(said)),
        Asked::Short(typed, said) => {
            Asked::Short(Typed { case: typed.case || !kept_case, ..typed.clone() }, seen_said(said))
        }
        other => other.clone(),
    }
}

proptest! {
    #[test]
    fn moodle_xml_gives_back_what_it_took(exercise in exercise()) {
        let (xml, losses) = moodle::write(&[group(exercise.clone())], Surroundings::default());
        prop_assert_eq!(losses.written(), 1, "{}", losses.text());
        let back = moodle::read(&xml, Surroundings::default()).map_err(TestCaseError::fail)?;
        prop_assert_eq!(&back.title, "Essai / un");
        let read = &back.exercises[0];
        prop_assert_eq!(seen(&read.text), seen(&exercise.text), "{}", xml);
        prop_assert_eq!(shown(&read.asked, true), shown(&exercise.asked, true), "{}", xml);
        prop_assert_eq!(read.hint.as_deref().map(seen), exercise.hint.as_deref().map(seen));
        prop_assert_eq!(read.explanation.as_deref().map(seen), exercise.explanation.as_deref().map(seen));
        prop_assert_eq!((read.weight, &read.labels, &read.unknown), (exercise.weight, &exercise.labels, &exercise.unknown));
    }

    #[test]
    fn gift_gives_back_what_it_took(exercise in exercise()) {
        let (text, losses) = gift::write(&[group(exercise.clone())], Surroundings::default());
        let noted = &losses.questions[0];
        prop_assume!(noted.written);
        let back = gift::read(&text, Surroundings::default());
        let read = &back.exercises[0];
        prop_assert_eq!(seen(&read.text), seen(&exercise.text), "{}", text);
        prop_assert_eq!(shown(&read.asked, false), shown(&exercise.asked, false), "{}", text);
        prop_assert_eq!((&read.labels, &read.unknown), (&exercise.labels, &exercise.unknown));
        let gone = noted.parts(Fate::Dropped).join(" ");
        prop_assert_eq!(exercise.hint.is_some(), gone.contains("indice"));
        prop_assert_eq!(exercise.weight > 1, gone.contains("poids"));
        if !gone.contains("explication") {
            prop_assert_eq!(read.explanation.as_deref().map(seen), exercise.explanation.as_deref().map(seen));
        }
    }

    /// The YAML of a question is read again as the question, and holds together when the question did.
    #[test]
    fn a_written_bank_is_read_again(exercise in exercise()) {
        let text = bank::write(&group(exercise.clone()), "essai.xml");
        let (file, report) = read_bank(&text);
        prop_assert!(file.is_some(), "{:?}\n{}", report.entries(), text);
        let source = crate::text::RelPath::new("quizzes/essai.yaml").map(|path| crate::text::Source { path, text: text.clone() });
        let banked = crate::quiz::Bank { id: "essai".to_owned(), source: std::sync::Arc::new(source.unwrap_or_else(|| unreachable!())), file: file.unwrap_or_else(|| unreachable!()) };
        let again = super::collect(&banked);
        prop_assert_eq!(&again.exercises[0], &exercise, "{}", text);
    }

    #[test]
    fn nothing_from_strangers_panics(text in "(\\PC|[\n={}~#:%>-]){0,80}", xml in "(<[a-z]{1,3}>|</[a-z]{1,3}>|<question type=\"(cloze|matching|multichoice)\">|\\PC){0,20}") {
        let _ = bank::write(&gift::read(&text, Surroundings::default()), "x");
        let _ = bank::write(&aiken::read(&text), "x");
        let _ = moodle::read(&format!("<quiz>{xml}</quiz>"), Surroundings::default());
    }
}

fn read_bank(text: &str) -> (Option<BankFile>, crate::diagnostic::Report) {
    let mut report = crate::diagnostic::Report::default();
    let path = crate::text::RelPath::new("quizzes/essai.yaml").unwrap_or_else(|| unreachable!());
    let source = std::sync::Arc::new(crate::text::Source { path, text: text.to_owned() });
    let file = crate::yaml::read::<BankFile>(&source, &mut report);
    (file, report)
}

#[test]
fn hostile_xml_is_refused() {
    let refused = |text: &str| moodle::read(text, Surroundings::default()).err().unwrap_or_default();
    let bomb = "<!DOCTYPE quiz [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><quiz>&b;</quiz>";
    assert!(refused(bomb).contains("DOCTYPE"), "{}", refused(bomb));
    let file = "<!DOCTYPE quiz [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><quiz>&a;</quiz>";
    assert!(refused(file).contains("DOCTYPE"));
    assert!(
        refused(&format!("<quiz>{}{}</quiz>", "<a>".repeat(50_000), "</a>".repeat(50_000)))
            .contains("les uns dans les autres")
    );
    assert!(refused(&"<quiz>".repeat(4_000_000)).contains("Mo"));
    assert!(refused("<quiz><question>").contains("XML correct"));
    assert!(refused("<autre/>").contains("quiz"));
}

#[test]
fn aiken_is_read() {
    let group = aiken::read("Quelle est\nla question ?\nA. Une *réponse*\nB) L’autre\nANSWER: B\n\nSeule ?\nA. oui\n");
    assert_eq!(group.exercises.len(), 2);
    let Asked::Single(choices) = &group.exercises[0].asked else { unreachable!() };
    assert_eq!(group.exercises[0].text, "Quelle est la question ?");
    assert_eq!((choices[0].text.as_str(), choices[0].correct, choices[1].correct), ("Une \\*réponse\\*", false, true));
    assert_eq!(group.exercises[1].unknown.len(), 1);
}

#[test]
fn gift_as_people_write_it_is_read() {
    let text = "// comment\n::Titre::Qui est là{=Moi#oui ~Toi#non ~%50%Lui}\n\nDeux et deux ?{#4:0.5}\n\nEntre{#1..5}\n\nVrai{T}\n\nLa capitale est {=Paris =paris} de France.\n\nÉcrivez.{}\n";
    let group = gift::read(text, Surroundings::default());
    let kinds: Vec<&str> = group.exercises.iter().map(|one| one.asked.word()).collect();
    assert_eq!(kinds, ["single", "numeric", "numeric", "true-false", "short", "single"]);
    assert!(group.exercises[0].unknown.iter().any(|one| one.contains("50")));
    assert_eq!(group.exercises[4].text, "La capitale est \\_\\_\\_\\_\\_ de France.");
    let Asked::Numeric(value, near, ..) = group.exercises[2].asked else { unreachable!() };
    assert_eq!((value.to_string(), near.to_string()), ("3".to_owned(), "2".to_owned()));
}

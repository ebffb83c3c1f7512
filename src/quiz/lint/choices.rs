//! What the choices of a question give away: length, absolute words, agreement, near duplicates.

use super::words::{length, words};
use super::{Advice, Advisor};
use crate::quiz::kinds::choice::Choice;
use crate::quiz::question::Kind;
use crate::yaml::decode::Spanned;

/// How much longer than the next one a right answer must be to show, in percent…
const LONGER: usize = 140;
/// … and in characters: « oui, souvent » against « non » shows nothing.
const LONGER_BY: usize = 15;
/// How near two choices are near duplicates.
const NEAR: f64 = 0.93;

/// Words that a reader learns to distrust. « Tous », « rien », « aucun » are too common to be signs.
const ABSOLUTE: [&str; 8] = [
    "toujours",
    "jamais",
    "systematiquement",
    "forcement",
    "obligatoirement",
    "absolument",
    "uniquement",
    "totalement",
];

const ALL: [&[&str]; 10] = [
    &["toutes", "les", "reponses"],
    &["toutes", "ces", "reponses"],
    &["tous", "les", "choix"],
    &["toutes", "les", "propositions"],
    &["toutes", "ces", "propositions"],
    &["aucune", "des", "reponses"],
    &["aucune", "de", "ces"],
    &["aucune", "reponse"],
    &["ci-dessus"],
    &["les", "deux", "reponses"],
];

pub(super) fn lint(advisor: &mut Advisor) {
    let choices = match &advisor.question.kind {
        Kind::Single(form) => &form.choices,
        Kind::Multiple(form) => &form.choices,
        _ => return,
    };
    if matches!(advisor.question.kind, Kind::Single(_)) {
        longest(choices, advisor);
        agreement(choices, advisor);
    }
    for choice in choices {
        absolute(&choice.value, advisor);
        all_of_the_above(&choice.value.text, advisor);
    }
    near(choices, advisor);
}

fn longest(choices: &[Spanned<Choice>], advisor: &mut Advisor) {
    let Some(right) = choices.iter().find(|choice| choice.value.correct).map(|choice| &choice.value.text) else {
        return;
    };
    let others = choices.iter().filter(|choice| !choice.value.correct).map(|choice| length(&choice.value.text.value));
    let (own, next) = (length(&right.value), others.max().unwrap_or(0));
    if choices.len() > 2 && own * 100 >= next * LONGER && own >= next + LONGER_BY {
        let message = "la bonne réponse est nettement la plus longue";
        advisor.advise(Advice::Longest, &right.span, message, "raccourcissez-la, ou étoffez les autres");
    }
}

fn absolute(choice: &Choice, advisor: &mut Advisor) {
    let stem = words(&advisor.question.common.text.value);
    let found = words(&choice.text.value).into_iter().find(|word| ABSOLUTE.contains(&word.as_str()));
    // A word that the stem is about gives nothing away; nor does one in a right answer.
    if let Some(word) = found.filter(|word| !choice.correct && !stem.contains(word)) {
        let message = format!("« {word} » désigne un choix faux");
        advisor.advise(Advice::Absolute, &choice.text.span, &message, "nuancez ce choix");
    }
}

fn all_of_the_above(text: &Spanned<String>, advisor: &mut Advisor) {
    let words = words(&text.value);
    let has = |pattern: &&[&str]| words.windows(pattern.len()).any(|window| window.iter().eq(pattern.iter()));
    if ALL.iter().any(has) {
        let message = "ce choix parle des autres choix, dont l’ordre change";
        advisor.advise(Advice::AllOfTheAbove, &text.span, message, "écrivez « type: multiple » et retirez ce choix");
    }
}

fn near(choices: &[Spanned<Choice>], advisor: &mut Advisor) {
    let folded: Vec<String> = choices.iter().map(|choice| words(&choice.value.text.value).join(" ")).collect();
    for (rank, choice) in choices.iter().enumerate() {
        let like = |other: &String| {
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            // « 3 mois » and « 6 mois » look alike and are not.
            digits(other) == digits(&folded[rank])
                && strsim::normalized_damerau_levenshtein(other, &folded[rank]) >= NEAR
        };
        if folded[..rank].iter().any(like) {
            let message = "ce choix est presque le même qu’un autre";
            advisor.advise(Advice::NearDuplicate, &choice.value.text.span, message, "récrivez l’un des deux");
        }
    }
}

/// What an article, or a verb before the blank, says of the word that follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Masculine,
    Feminine,
    Plural,
    Elided,
}

fn form_of(word: &str) -> Option<Form> {
    Some(match word {
        "le" | "un" | "du" | "au" | "ce" => Form::Masculine,
        "la" | "une" | "cette" => Form::Feminine,
        "les" | "des" | "aux" | "ces" => Form::Plural,
        "l'" | "d'" | "cet" => Form::Elided,
        _ => return None,
    })
}

/// The stem ends on an article that goes with the right answer only; or says « quelles … » or « quels … »
/// where the right answer alone is plural.
fn agreement(choices: &[Spanned<Choice>], advisor: &mut Advisor) {
    let stem = words(&advisor.question.common.text.value);
    let Some(right) = choices.iter().find(|choice| choice.value.correct).map(|choice| &choice.value.text) else {
        return;
    };
    let wrong = || choices.iter().filter(|choice| !choice.value.correct).map(|choice| words(&choice.value.text.value));
    let own = words(&right.value);
    let revealing = if let Some(form) = stem.last().and_then(|word| form_of(word)) {
        fits(form, &own) && wrong().all(|choice| !fits(form, &choice))
    } else {
        let plural = stem.iter().any(|word| matches!(word.as_str(), "quels" | "quelles" | "lesquels" | "lesquelles"));
        let plural_choice = |choice: &[String]| choice.first().and_then(|word| form_of(word)) == Some(Form::Plural);
        let article = |choice: &[String]| choice.first().is_some_and(|word| form_of(word).is_some());
        plural && plural_choice(&own) && wrong().all(|choice| article(&choice) && !plural_choice(&choice))
    };
    if revealing {
        let message = "l’accord de l’énoncé ne va qu’avec la bonne réponse";
        advisor.advise(Advice::Agreement, &right.span, message, "mettez l’article dans les choix");
    }
}

/// Whether the first word of a choice can follow an article. Genders are guessed from usual endings;
/// a word that tells nothing fits everywhere, so that it is never a sign.
fn fits(form: Form, choice: &[String]) -> bool {
    let Some(first) = choice.first() else { return true };
    let vowel = first.starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'h']);
    let plural = first.len() > 3 && first.ends_with(['s', 'x']) && !first.ends_with("us") && !first.ends_with("ours");
    let feminine = ["tion", "sion", "ance", "ence", "ette", "ure", "ite", "ee"].iter().any(|end| first.ends_with(end));
    let masculine = ["ment", "age", "isme", "eau", "oir", "ier"].iter().any(|end| first.ends_with(end));
    match form {
        Form::Plural => plural,
        Form::Elided => vowel && !plural,
        Form::Masculine => !plural && !vowel && !feminine,
        Form::Feminine => !plural && !vowel && !masculine,
    }
}

//! A recorded attempt, marked again from its answers (SPEC scoring/1 of `core.js`).
//!
//! In: an attempt and the bank it was made on. Out: its result, in percent, when the bank still asks
//! the same questions. [`points`] is the only place that knows kinds of questions.

use super::progress::Attempt;
use crate::quiz::{Bank, Question, QuestionType};

/// Points of one answer, 0 to 100.
pub fn points(question: &Question, answer: &[String]) -> u32 {
    let right = question.choices.iter().zip('a'..).filter(|(choice, _)| choice.value.correct);
    let right: Vec<String> = right.map(|(_, id)| id.to_string()).collect();
    choice_points(question.r#type, &right, answer)
}

fn choice_points(kind: QuestionType, right: &[String], answer: &[String]) -> u32 {
    let good = match kind {
        QuestionType::Single => matches!(answer, [only] if right.contains(only)),
        QuestionType::Multiple => {
            !right.is_empty()
                && answer.iter().all(|id| right.contains(id))
                && right.iter().all(|id| answer.contains(id))
        }
    };
    if good { 100 } else { 0 }
}

/// The result of an attempt; none when a question is unknown, asked twice, or has no answer.
pub fn replay(attempt: &Attempt, bank: &Bank) -> Option<u32> {
    let mut sum = 0;
    for (index, id) in attempt.questions.iter().enumerate() {
        let question = bank.file.questions.iter().find(|question| question.value.id.value == *id)?;
        let given = attempt.answers.iter().find(|given| given.q == *id)?;
        if attempt.questions[..index].contains(id) {
            return None;
        }
        sum += points(&question.value, &given.a);
    }
    let count = u32::try_from(attempt.questions.len()).ok()?;
    Some(sum.checked_div(count).unwrap_or(0))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn vectors_of_scoring() {
        let vectors: Value = serde_json::from_str(include_str!("../../tests/vectors/scoring.json")).unwrap();
        let texts = |value: &Value| -> Vec<String> {
            value.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
        };
        let mut run = 0;
        for one in vectors["cases"].as_array().unwrap() {
            let kind = match one["question"]["kind"].as_str() {
                Some("single") => QuestionType::Single,
                Some("multiple") if one["question"]["credit"].is_null() => QuestionType::Multiple,
                _ => continue,
            };
            let choices = one["question"]["choices"].as_array().unwrap();
            let right = choices.iter().filter(|choice| choice["correct"] == true);
            let right: Vec<String> = right.map(|choice| choice["id"].as_str().unwrap().to_owned()).collect();
            assert_eq!(
                u64::from(choice_points(kind, &right, &texts(&one["answer"]))),
                one["points"].as_u64().unwrap(),
                "{one}"
            );
            run += 1;
        }
        assert!(run >= 20);
    }
}

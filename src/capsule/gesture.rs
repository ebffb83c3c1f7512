//! The gesture of a capsule, as an author writes it: cards to take to the right door. It is counted nowhere.
//!
//! In: the body of a ```gesture block. Out: a [`Gesture`], or what is wrong with it, at its line.

use super::scene::Use;
use crate::diagnostic::Code;
use crate::record;
use crate::yaml::decode::{Decoder, Spanned};

record! {
    /// Un geste à faire dans une capsule : le bloc ```gesture. Il n’est compté nulle part.
    pub(crate) struct Gesture as "le geste" {
        /// La question.
        ask: String,
        /// Les portes, deux ou trois.
        doors: Spanned<Vec<Door>>,
        /// Ce qu’on y mène, l’un après l’autre : un, deux ou trois.
        cards: Spanned<Vec<Card>>,
    }
}

record! {
    /// Une porte.
    pub(crate) struct Door as "une porte du geste" {
        /// Ses mots.
        text: String,
        /// Nom d’un dessin du thème.
        draw: Option<Spanned<String>>,
    }
}

record! {
    /// Une carte, la porte qui lui revient, et pourquoi.
    pub(crate) struct Card as "une carte du geste" {
        /// Ses mots.
        text: String,
        /// Rang de sa porte, à partir de 1.
        door: Spanned<u32>,
        /// Pourquoi celle-là, en une phrase.
        reply: String,
    }
}

impl Gesture {
    /// Whether it holds together.
    pub(super) fn verify(&self, decoder: &mut Decoder) {
        let (doors, cards) = (self.doors.value.len(), self.cards.value.len());
        if !(2..=3).contains(&doors) {
            let message = format!("un geste a deux ou trois portes, et celui-ci {doors}");
            decoder.error(Code::Capsule, self.doors.span.clone(), message, "un geste se fait d’un coup d’œil");
        }
        if !(1..=3).contains(&cards) {
            let message = format!("un geste a une à trois cartes, et celui-ci {cards}");
            decoder.error(Code::Capsule, self.cards.span.clone(), message, "au-delà, écrivez une question de quiz");
        }
        for card in &self.cards.value {
            if card.door.value == 0 || card.door.value as usize > doors {
                let message = format!("il n’y a pas de porte {}", card.door.value);
                decoder.error(Code::Capsule, card.door.span.clone(), message, "comptez les portes à partir de 1");
            }
        }
    }

    /// The names of the library that it uses.
    pub(crate) fn uses(&self) -> impl Iterator<Item = Use<'_>> {
        self.doors.value.iter().filter_map(|door| door.draw.as_ref()).map(|name| (name.value.as_str(), &name.span))
    }

    /// All that a learner is shown.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let doors = self.doors.value.iter().map(|door| door.text.as_str());
        let cards = self.cards.value.iter().flat_map(|card| [card.text.as_str(), card.reply.as_str()]);
        std::iter::once(self.ask.as_str()).chain(doors).chain(cards)
    }
}

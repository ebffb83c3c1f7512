//! Whether a table holds together: as many cells as columns, none blank, every word and every label explained.

use std::collections::BTreeSet;

use super::{Matrix, State};
use crate::blocks::Faults;
use crate::diagnostic::Code;
use crate::french::numbers::plural;
use crate::yaml::suggest::suggest;

/// Says all that is wrong.
pub(super) fn verify(matrix: &Matrix, faults: &mut Faults) {
    let mut check = Check { matrix, faults };
    check.size();
    check.identifiers();
    check.rows();
    check.states();
    check.tags();
    check.answer();
}

struct Check<'c, 'f, 's> {
    matrix: &'c Matrix,
    faults: &'f mut Faults<'s>,
}

impl<'c> Check<'c, '_, '_> {
    fn size(&mut self) {
        if self.matrix.columns.is_empty() || self.matrix.rows.is_empty() {
            let span = self.faults.span();
            let message = "un tableau sans colonne ou sans ligne";
            self.faults.error(Code::Matrix, &span, message, "écrivez au moins une colonne et une ligne");
        }
        let matrix = self.matrix;
        for filter in matrix.filters.iter().filter(|filter| filter.options.len() < 2) {
            let message = format!("le filtre « {} » n’a pas deux choix", filter.title.value);
            self.faults.error(Code::Matrix, &filter.title.span, message, "ajoutez un choix, ou retirez le filtre");
        }
    }

    fn identifiers(&mut self) {
        let matrix = self.matrix;
        let columns = matrix.columns.iter().map(|column| &column.id);
        let tags = matrix.filters.iter().flat_map(|filter| &filter.options).map(|tag| &tag.id);
        for id in std::iter::once(&matrix.id).chain(columns.clone()).chain(tags.clone()) {
            self.faults.identifier(id);
        }
        let (mut known, mut labels) = (BTreeSet::new(), BTreeSet::new());
        let column = columns.map(|id| (id, known.insert(&id.value))).collect::<Vec<_>>();
        let tag = tags.map(|id| (id, labels.insert(&id.value))).collect::<Vec<_>>();
        for (id, _) in column.into_iter().chain(tag).filter(|(_, new)| !new) {
            let message = format!("identifiant « {} » donné deux fois", id.value);
            self.faults.error(Code::DuplicateId, &id.span, message, "donnez à chacun un identifiant à lui");
        }
    }

    fn rows(&mut self) {
        let matrix = self.matrix;
        let mut seen = BTreeSet::new();
        for row in &matrix.rows {
            let (wanted, found) = (matrix.columns.len(), row.cells.len());
            if wanted != found {
                let message = format!(
                    "{} à la ligne « {} », pour {}",
                    plural(found, "cellule", "cellules"),
                    row.title.value,
                    plural(wanted, "colonne", "colonnes")
                );
                self.faults.error(Code::Matrix, &row.title.span, message, "donnez une cellule par colonne");
            }
            for cell in &row.cells {
                if cell.value.0.state.is_none() && cell.value.0.text.is_none() {
                    let hint = "écrivez un état ou un texte ; ce que l’on ignore s’écrit « unknown »";
                    self.faults.error(Code::Matrix, &cell.span, "une cellule vide", hint);
                }
            }
            let tags: BTreeSet<&str> = row.tags.iter().map(|tag| tag.value.as_str()).collect();
            if !seen.insert((row.title.value.trim().to_lowercase(), tags)) {
                let message = format!("ligne « {} » donnée deux fois", row.title.value);
                self.faults.error(
                    Code::Matrix,
                    &row.title.span,
                    message,
                    "réunissez-les, ou distinguez-les par une étiquette",
                );
            }
        }
    }

    /// Every state in use is explained, once.
    fn states(&mut self) {
        let matrix = self.matrix;
        let mut told: BTreeSet<State> = BTreeSet::new();
        for meaning in &matrix.states {
            if !told.insert(meaning.state.value) {
                let message = format!("état « {} » expliqué deux fois", meaning.state.value.word());
                self.faults.error(Code::Matrix, &meaning.state.span, message, "gardez une seule explication");
            }
        }
        let mut used = BTreeSet::new();
        for cell in matrix.rows.iter().flat_map(|row| &row.cells) {
            if let Some(state) = cell.value.0.state
                && used.insert(state)
                && !told.contains(&state)
            {
                let message = format!("état « {} » employé sans être expliqué", state.word());
                self.faults.error(Code::Matrix, &cell.span, message, "ajoutez-le sous « states », avec son texte");
            }
        }
        for meaning in matrix.states.iter().filter(|meaning| !used.contains(&meaning.state.value)) {
            let message = format!("aucune cellule ne dit « {} »", meaning.state.value.word());
            self.faults.error(Code::Matrix, &meaning.state.span, message, "retirez-le de la légende");
        }
    }

    /// Every label of a row is a choice of a filter, and every choice finds a row.
    fn tags(&mut self) {
        let matrix = self.matrix;
        let tags: Vec<_> = matrix.filters.iter().flat_map(|filter| &filter.options).map(|tag| &tag.id).collect();
        let mut used = BTreeSet::new();
        for tag in matrix.rows.iter().flat_map(|row| &row.tags) {
            used.insert(&tag.value);
            if tags.iter().all(|known| known.value != tag.value) {
                let hint = suggest(&tag.value, tags.iter().map(|tag| tag.value.as_str()));
                self.faults.error(Code::Matrix, &tag.span, format!("aucun filtre ne propose « {} »", tag.value), &hint);
            }
        }
        for tag in tags.into_iter().filter(|tag| !used.contains(&tag.value)) {
            let message = format!("aucune ligne ne porte l’étiquette « {} »", tag.value);
            self.faults.error(Code::Matrix, &tag.span, message, "donnez-la à une ligne, ou retirez le choix");
        }
    }

    /// The columns of the answer exist; a title has one usual row.
    fn answer(&mut self) {
        let matrix = self.matrix;
        let columns = || matrix.columns.iter().map(|column| column.id.value.as_str());
        for id in matrix.answer.iter().flat_map(|answer| [&answer.column, &answer.because]) {
            if columns().all(|known| known != id.value) {
                let hint = suggest(&id.value, columns());
                self.faults.error(Code::Matrix, &id.span, format!("aucune colonne « {} »", id.value), &hint);
            }
        }
        let mut seen = BTreeSet::new();
        for row in matrix.rows.iter().filter(|row| row.usual) {
            if !seen.insert(row.title.value.trim().to_lowercase()) {
                let message = format!("deux lignes « {} » se disent la plus courante", row.title.value);
                self.faults.error(Code::Matrix, &row.title.span, message, "gardez un seul « usual »");
            }
        }
    }
}

//! Alerts: quotes that open with a marker such as `[!NOTE]`, and our own `[!A-VERIFIER]`.

use pulldown_cmark::BlockQuoteKind;

use crate::theme::Theme;

/// The label of our own marker, as the parser hands it to us.
pub(crate) const VERIFY: &str = "!A-VERIFIER";

/// The words of all markers.
pub(crate) const MARKERS: [&str; 6] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION", "A-VERIFIER"];

/// A kind of alert: class, icon and the title that readers see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Alert {
    /// Suffix of the class and of the icon.
    pub(crate) name: &'static str,
    /// Title.
    pub(crate) title: &'static str,
}

/// « À vérifier »: what no source settles.
pub(crate) const TO_VERIFY: Alert = Alert { name: "verify", title: "À vérifier" };

/// The alert of a GFM marker.
pub(crate) fn alert(kind: BlockQuoteKind) -> Alert {
    let (name, title) = match kind {
        BlockQuoteKind::Note => ("note", "À noter"),
        BlockQuoteKind::Tip => ("tip", "Conseil"),
        BlockQuoteKind::Important => ("important", "Important"),
        BlockQuoteKind::Warning => ("warning", "Attention"),
        BlockQuoteKind::Caution => ("caution", "Danger"),
    };
    Alert { name, title }
}

/// The alert of a marker by its word, in small letters or capitals.
pub(crate) fn by_marker(marker: &str) -> Option<Alert> {
    match marker.to_uppercase().as_str() {
        "NOTE" => Some(alert(BlockQuoteKind::Note)),
        "TIP" => Some(alert(BlockQuoteKind::Tip)),
        "IMPORTANT" => Some(alert(BlockQuoteKind::Important)),
        "WARNING" => Some(alert(BlockQuoteKind::Warning)),
        "CAUTION" => Some(alert(BlockQuoteKind::Caution)),
        "A-VERIFIER" => Some(TO_VERIFY),
        _ => None,
    }
}

impl Alert {
    /// The opening of its HTML.
    pub(crate) fn open(self, theme: &Theme) -> String {
        format!("{}{}</p>\n", self.open_title(theme), self.title)
    }

    /// The same, up to its title, which its author writes.
    pub(crate) fn open_title(self, theme: &Theme) -> String {
        let name = self.name;
        let icon = theme.icon(&format!("alert-{name}"));
        format!("<div class=\"alert alert-{name}\" role=\"note\">\n<p class=\"alert-title\">{icon}")
    }

    /// The same, folded behind its title.
    pub(crate) fn open_folded(self, theme: &Theme) -> String {
        let name = self.name;
        let icon = theme.icon(&format!("alert-{name}"));
        format!("<details class=\"alert alert-{name}\">\n<summary class=\"alert-title\">{icon}")
    }
}

/// A piece of the title of an alert: what stands between its marker and its first word is no part of it.
pub(crate) fn title<'t>(text: &'t str, written: &str) -> &'t str {
    let first = written.ends_with("</svg>") || written.ends_with("class=\"alert-title\">");
    if first { text.trim_start_matches(['-', '+', ' ']) } else { text }
}

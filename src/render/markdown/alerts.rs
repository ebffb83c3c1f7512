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

impl Alert {
    /// The opening of its HTML.
    pub(crate) fn open(self, theme: &Theme) -> String {
        let Self { name, title } = self;
        let icon = theme.icon(&format!("alert-{name}"));
        format!("<div class=\"alert alert-{name}\" role=\"note\">\n<p class=\"alert-title\">{icon}{title}</p>\n")
    }
}

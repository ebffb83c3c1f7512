//! The kinds of Markdown that authors miss, and what to write instead: the words that they read.

/// A kind of missed Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Heading,
    HeadingNoBreak,
    Bold,
    LinkSpace,
    Reference,
    PathSpace,
    Bullet,
    TableRow,
    Tabs,
    Fence,
    Highlight,
    Abbreviation,
    Contents,
    Emoji,
    Entity,
    Admonition,
    Container,
    Liquid,
    Variable,
    Include,
    WikiLink,
    AttributeList,
}

impl Kind {
    /// What is wrong, and what to write.
    pub(super) fn told(self) -> (&'static str, &'static str) {
        match self {
            Self::Heading => {
                ("titre sans espace après « # » : il serait publié tel quel", "écrivez « ## Titre », avec une espace")
            }
            Self::HeadingNoBreak => (
                "espace insécable après « # » : ce titre serait publié tel quel",
                "effacez l’espace et retapez-la avec la barre d’espace seule, sans Alt ni Option",
            ),
            Self::Bold => (
                "« ** » serait publié tel quel : le gras n’est pas reconnu",
                "collez les étoiles au mot, sans espace entre eux : « **gras** »",
            ),
            Self::LinkSpace => (
                "espace entre « ] » et « ( » : ce lien serait publié tel quel",
                "collez-les : « [texte](https://exemple.fr) »",
            ),
            Self::Reference => (
                "« [texte][nom] » sans adresse : il serait publié tel quel",
                "ajoutez une ligne « [nom]: https://exemple.fr », ou écrivez « [texte](https://exemple.fr) »",
            ),
            Self::PathSpace => (
                "nom de fichier avec une espace : ce lien ou cette image serait publié tel quel",
                "mettez le nom entre chevrons : « ![Carte](<Carte Région.png>) », ou renommez le fichier sans espace",
            ),
            Self::Bullet => (
                "puce de traitement de texte : ce n’est pas une liste",
                "écrivez « - » et une espace au début de chaque ligne",
            ),
            Self::TableRow => (
                "ligne de tableau publiée telle quelle : il n’y a pas de tableau ici",
                "sous la ligne des titres, écrivez « |---|---| » avec autant de colonnes, en tirets simples, et laissez une ligne vide avant le tableau",
            ),
            Self::Tabs => (
                "texte collé d’un tableur : ses colonnes ne se voient pas",
                "faites-en un tableau : « | Nom | Prénom | », puis « |---|---| », puis une ligne par rangée",
            ),
            Self::Fence => (
                "guillemets ou apostrophes à la place de « ``` » : ce bloc serait publié tel quel",
                "écrivez trois accents graves « ``` » (AltGr + 7, puis espace), au début et à la fin du bloc",
            ),
            Self::Highlight => {
                ("« ==…== » serait publié tel quel : le surlignage n’existe pas ici", "écrivez « **mot** »")
            }
            Self::Abbreviation => (
                "« *[SIGLE]: … » serait publié tel quel",
                "ajoutez le sigle à data/glossary.yaml : il est développé de lui-même dans les pages",
            ),
            Self::Contents => (
                "marque de sommaire publiée telle quelle",
                "retirez-la : le sommaire se fait de lui-même (« toc: false » dans l’en-tête le retire)",
            ),
            Self::Emoji => (
                "« :nom: » serait publié tel quel : ce n’est pas un pictogramme",
                "écrivez un encadré, comme « > [!WARNING] », ou le signe lui-même",
            ),
            Self::Entity => (
                "entité HTML sans point-virgule, publiée telle quelle",
                "écrivez le caractère lui-même ; les espaces insécables se font d’elles-mêmes",
            ),
            Self::Admonition => (
                "encadré de MkDocs (« !!! ») publié tel quel",
                "écrivez « > [!NOTE] » seul sur sa ligne, puis « > » devant chaque ligne du texte",
            ),
            Self::Container => (
                "encadré de VuePress ou Docusaurus (« ::: ») publié tel quel",
                "écrivez « > [!TIP] » seul sur sa ligne, puis « > » devant chaque ligne du texte, et retirez les « ::: »",
            ),
            Self::Liquid => (
                "marque de GitBook, Jekyll ou Hugo (« {% … %} ») publiée telle quelle",
                "pour « hint », écrivez « > [!NOTE] » ; pour « content-ref » ou « file », un lien « [texte](page.md) » ; retirez les autres",
            ),
            Self::Variable => (
                "« {{ … }} » serait publié tel quel : rien n’y est remplacé dans une page",
                "écrivez le texte lui-même ; dans un exemple, mettez-le entre accents graves « ` »",
            ),
            Self::Include => (
                "inclusion de mdBook ou VuePress publiée telle quelle",
                "copiez le texte ici, ou faites un lien vers la page qui le contient",
            ),
            Self::WikiLink => ("« [[page]] » serait publié tel quel", "écrivez « [texte](page.md) »"),
            Self::AttributeList => (
                "attributs de Kramdown ou MkDocs (« {: … } ») publiés tels quels",
                "retirez-les ; seul « {#identifiant} » est lu, à la fin d’un titre ou d’un paragraphe",
            ),
        }
    }
}

//! A site made for measuring: pages of about 3 KB with headings, lists, links, a table, and code on
//! one page in ten.
//!
//! In: a [`Shape`]. Out: files in a folder, the same bytes at each run. Pages stand in chapters of
//! 50, chapters in parts, so that a bigger site has more chapters and not longer ones, as real sites do.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::Result;

/// Pages of a chapter, its own included.
const CHAPTER: usize = 50;
/// Chapters of a part.
const PART: usize = 20;
/// Words that readers would not look for; the others are made of syllables.
const SMALL: [&str; 40] = [
    "le", "la", "les", "de", "des", "du", "un", "une", "et", "à", "en", "dans", "pour", "par", "sur", "avec", "qui",
    "que", "ne", "pas", "est", "sont", "il", "elle", "vous", "votre", "ce", "cette", "plus", "ou", "se", "son", "sa",
    "au", "aux", "leur", "doit", "peut", "fait", "lors",
];
const SYLLABLES: [&str; 24] = [
    "ra", "cou", "ti", "mer", "lon", "dé", "pa", "vi", "tion", "ser", "né", "go", "mu", "bli", "é", "cla", "prè",
    "fon", "su", "ment", "di", "pro", "lan", "che",
];
const LANGUAGES: [(&str, &str); 4] = [
    ("yaml", "titre: Un exemple\nliste:\n  - premier: 1\n  - second: [a, b]\nvaleur: \"texte\"\n"),
    ("sh", "#!/bin/sh\nset -eu\nfor f in *.md; do\n  echo \"$f\" | tr a-z A-Z\ndone\n"),
    ("rust", "fn main() {\n    let total: u32 = (1..=10).sum();\n    println!(\"{total}\"); // 55\n}\n"),
    ("json", "{\n  \"nom\": \"exemple\",\n  \"valeurs\": [1, 2.5, true, null]\n}\n"),
];

/// What site is wanted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    /// How many pages, sections included; a multiple of 50 comes out exact, but for the home page. With none, the
    /// home page stands alone.
    pub(crate) pages: usize,
    /// Whether it has a page for the search, and so an index.
    pub(crate) search: bool,
}

/// Writes a site into a folder.
pub(crate) fn write(folder: &Path, shape: &Shape) -> Result<()> {
    let put = |path: &str, text: &str| -> Result<()> {
        let file = folder.join(path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        Ok(fs::write(file, text)?)
    };
    put("site.yaml", "title: Mesures\ndescription: Un site pour mesurer.\ntheme: rpps\n")?;
    // All languages once, so that a site of no other page costs all that is paid once.
    let home: String = LANGUAGES.iter().map(|(language, code)| format!("```{language}\n{code}```\n\n")).collect();
    put("content/_index.md", &front("Accueil", "La première page.", 1, &home))?;
    if shape.search {
        put("content/recherche.md", &front("Recherche", "Chercher.", 999, "```search\n```\n"))?;
    }
    let chapters = shape.pages.div_ceil(CHAPTER);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for chapter in 0..chapters {
        let part = chapter / PART;
        if chapter.is_multiple_of(PART) {
            let text = front(&format!("Partie {}", part + 1), "Une partie du site.", part + 2, &dice.paragraph());
            put(&format!("content/partie-{part:02}/_index.md"), &text)?;
        }
        let own = format!("content/partie-{part:02}/chapitre-{:02}", chapter % PART);
        let title = format!("Chapitre {}", chapter + 1);
        let text = dice.paragraph();
        put(&format!("{own}/_index.md"), &front(&title, "Un chapitre.", chapter % PART + 1, &text))?;
        for page in 1..CHAPTER {
            put(&format!("{own}/page-{page:02}.md"), &dice.page(chapter, page, chapters))?;
        }
    }
    Ok(())
}

fn front(title: &str, description: &str, order: usize, body: &str) -> String {
    format!("---\ntitle: {title}\ndescription: {description}\norder: {order}\n---\n\n{body}")
}

/// Numbers that look drawn and are always the same (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % sides as u64).unwrap_or_default()
    }

    /// A word: small ones are half of any text; among the others, a few are frequent and most are rare.
    fn word(&mut self) -> String {
        if self.roll(2) == 0 {
            return SMALL[self.roll(SMALL.len())].to_owned();
        }
        let reach = [24, 24 * 24, 24 * 24 * 24][self.roll(3)];
        let mut rank = self.roll(reach) + 24;
        let mut word = String::new();
        while rank > 0 {
            word.push_str(SYLLABLES[rank % SYLLABLES.len()]);
            rank /= SYLLABLES.len();
        }
        word
    }

    fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }

    fn sentence(&mut self) -> String {
        let count = 8 + self.roll(10);
        let text = self.words(count);
        let mut letters = text.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        format!("{first}{}.", letters.as_str())
    }

    fn paragraph(&mut self) -> String {
        format!("{} {} {}\n", self.sentence(), self.sentence(), self.sentence())
    }

    fn page(&mut self, chapter: usize, page: usize, chapters: usize) -> String {
        let mut body = self.paragraph();
        for part in 0..4 {
            let _ = writeln!(body, "\n## {}\n", capital(&self.words(3)));
            body.push_str(&self.paragraph());
            match part {
                0 => (0..4).for_each(|_| {
                    let _ = write!(body, "\n- **{}** : {}", self.words(2), self.words(6));
                }),
                1 => {
                    let near = (page + self.roll(CHAPTER - 2)) % (CHAPTER - 1) + 1;
                    let far = self.roll(chapters);
                    let _ = write!(
                        body,
                        "\nVoir [{}](page-{near:02}.md) et [{}](../../partie-{:02}/chapitre-{:02}/_index.md).",
                        self.words(3),
                        self.words(3),
                        far / PART,
                        far % PART
                    );
                }
                2 => {
                    body.push_str("\n| Cas | Qui | Délai |\n|---|---|---|\n");
                    (0..4).for_each(|_| {
                        let _ = writeln!(body, "| {} | {} | {} |", self.words(3), self.words(2), self.words(2));
                    });
                }
                _ => body.push_str(&self.paragraph()),
            }
            body.push('\n');
        }
        if page.is_multiple_of(10) {
            let (language, code) = LANGUAGES[self.roll(LANGUAGES.len())];
            let _ = write!(body, "\n```{language}\n{code}# {chapter}-{page}\n```\n");
        }
        let title = format!("{} {}", capital(&self.words(4)), chapter * CHAPTER + page);
        front(&title, &self.sentence(), page, &body)
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}", letters.as_str())
}

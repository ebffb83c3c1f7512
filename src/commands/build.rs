//! `jalon build`: check, render, publish; all or nothing.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Exit;
use super::extras::Extras;
use crate::check::{anchors, reviews};
use crate::content::address::AddressStyle;
use crate::diagnostic::printer::{Format, Printer};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::french::numbers::{plural, thousands};
use crate::inspect::{Inspection, Sink, inspect};
use crate::output::Output;
use crate::publish::{self, Counts, Publication, Target};
use crate::render::Renderer;
use crate::settings::Settings;
use crate::{open, search, source};

/// A bar is shown only to who has waited this long.
const PATIENCE: Duration = Duration::from_millis(500);

/// Builds and publishes the site.
pub(crate) fn run(settings: &Settings, printer: Printer) -> Exit {
    let start = Instant::now();
    start_threads();
    let (renderer, mut report) = open::open(settings);
    let outcome = renderer.and_then(|renderer| {
        let addressed = renderer.site().base_url.is_some() || settings.style == AddressStyle::Portable;
        let outcome = stage(&renderer, settings, printer, &mut report).map(|done| (done, addressed));
        // The process ends soon, and the system takes a site back faster than we give it back page by page.
        std::mem::forget(renderer);
        outcome
    });
    report.settle();
    if !settings.verbose {
        report.leave_out_standing_notes();
    }
    printer.report(&report, Format::Text);
    match outcome {
        Some((published, addressed)) => {
            if !addressed {
                printer.say(UNADDRESSED);
            }
            printer.say(&summary(&published, settings, start.elapsed()));
            Exit::Clean
        }
        None => {
            printer.tell("Rien n’a été publié : corrigez les erreurs, puis recommencez.");
            Exit::of(&report).max(Exit::Content)
        }
    }
}

/// What a site that does not know its address lacks.
const UNADDRESSED: &str =
    "Sans « base_url » dans site.yaml : ni plan XML, ni flux, et 404.html suppose le site à la racine du serveur.";

/// Two threads for each processor: while one waits for the disk to take its file, another renders. Whoever set
/// the number for rayon is obeyed.
fn start_threads() {
    if std::env::var_os("RAYON_NUM_THREADS").is_none()
        && let Ok(processors) = std::thread::available_parallelism()
    {
        // It fails when there are threads already: then these are used.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(2 * processors.get()).build_global();
    }
}

/// What was published.
struct Published {
    inspection: Inspection,
    counts: Counts,
    searched: Searched,
    /// Files written for its server, from the folder of the site.
    beside: Vec<String>,
}

/// Renders into a stage; commits it when nothing is wrong.
fn stage(renderer: &Renderer, settings: &Settings, printer: Printer, report: &mut Report) -> Option<Published> {
    let stage = match Publication::open(&Target { output: &settings.output, root: &settings.root }) {
        Ok(stage) => Some(stage),
        Err(diagnostic) => {
            report.push(diagnostic);
            None
        }
    };
    let extras = Extras::of(renderer, settings, report);
    let progress = Progress::new(renderer.items().len(), printer);
    // After a first failure (a full disk) the others would only repeat it; what has errors is not published.
    let failed = AtomicUsize::new(usize::from(report.has_errors()));
    let sink = |output: &Output| match &stage {
        Some(stage) if failed.load(Ordering::Relaxed) == 0 => {
            let put = || extras.forms(output).iter().try_for_each(|form| stage.put(form));
            stage.put(output).and_then(|()| put()).inspect_err(|_| {
                failed.fetch_add(1, Ordering::Relaxed);
            })
        }
        _ => Ok(()),
    };
    let stepped = |output: &Output| {
        progress.step();
        sink(output)
    };
    let (mut inspection, mut searched) =
        rayon::join(|| inspect(renderer, settings, &stepped), || hand_on_search(renderer, &sink));
    progress.finish();
    for output in &extras.published {
        if let Err(diagnostic) = sink(output) {
            report.push(diagnostic);
        }
    }
    report.extend(std::mem::take(&mut searched.report));
    report.extend(std::mem::take(&mut inspection.report));
    if report.has_errors() {
        return None;
    }
    let stage = stage?;
    let (committed, locks) = rayon::join(|| stage.commit(), || locks(renderer, settings, &inspection));
    match committed {
        Ok(published) => {
            for (name, text) in locks {
                if let Err(error) = publish::update(&settings.root, name, &text) {
                    report.push(lock_warning(name, &error));
                }
            }
            let beside = extras.place(&settings.root, report);
            Some(Published { inspection, counts: published, searched, beside })
        }
        Err(diagnostic) => {
            report.push(diagnostic);
            None
        }
    }
}

/// The index of the search, once handed on.
struct Searched {
    report: Report,
    files: usize,
    bytes: usize,
    time: Duration,
}

/// Makes the files of the search: nothing in them is for a reader to see as it is, so nothing is checked.
fn hand_on_search(renderer: &Renderer, sink: &Sink) -> Searched {
    let start = Instant::now();
    let mut searched = Searched { report: Report::default(), files: 0, bytes: 0, time: Duration::ZERO };
    search::each(renderer.site(), &mut |path, bytes| {
        searched.files += 1;
        searched.bytes += bytes.len();
        if let Err(diagnostic) = sink(&Output { path, bytes }) {
            searched.report.push(diagnostic);
        }
    });
    searched.time = start.elapsed();
    searched
}

/// What the index of the search costs, told apart from the rest; nothing when the site has none.
fn searched_in(searched: &Searched) -> String {
    if searched.files == 0 {
        return String::new();
    }
    let files = plural(searched.files, "fichier", "fichiers");
    let time = thousands(usize::try_from(searched.time.as_millis()).unwrap_or(usize::MAX));
    format!(
        "Index de recherche : {files}, {} ko, préparé pendant le rendu en {time} ms\n",
        thousands(searched.bytes.div_ceil(1000))
    )
}

fn summary(done: &Published, settings: &Settings, time: Duration) -> String {
    let Published { inspection, counts: published, searched, beside } = done;
    let pages = plural(inspection.pages, "page", "pages");
    let files = plural(published.files, "fichier", "fichiers");
    let written = plural(published.written, "écrit", "écrits");
    let unchanged = plural(published.unchanged, "inchangé", "inchangés");
    let removed = if published.removed == 0 {
        String::new()
    } else {
        format!(", {}", plural(published.removed, "retiré", "retirés"))
    };
    let kilobytes = thousands(usize::try_from(published.bytes.div_ceil(1000)).unwrap_or(usize::MAX));
    let place = settings.output.display();
    let next = match settings.style {
        AddressStyle::Portable => "ouvrez index.html, ou donnez le dossier entier",
        AddressStyle::Pretty => "mettez ce dossier en ligne (« jalon serve » montre le site ici)",
    };
    format!(
        "{pages}, {files}, {kilobytes} ko en {} ms ({written}, {unchanged}{removed})\n{}{}Publié dans {place} : {next}",
        thousands(usize::try_from(time.as_millis()).unwrap_or(usize::MAX)),
        searched_in(searched),
        if beside.is_empty() { String::new() } else { format!("Pour l’hébergeur : {}\n", beside.join(", ")) }
    )
}

/// A bar on the error stream, for who watches and waits.
struct Progress {
    bar: ProgressBar,
    start: Instant,
    watched: bool,
}

impl Progress {
    fn new(length: usize, printer: Printer) -> Self {
        let bar = ProgressBar::with_draw_target(Some(length as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("Rendu {bar:40} {pos}/{len}") {
            bar.set_style(style);
        }
        Self { bar, start: Instant::now(), watched: printer.watched() }
    }

    fn step(&self) {
        self.bar.inc(1);
        if self.watched && self.bar.is_hidden() && self.start.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// The next texts of the files that we keep. Neither drafts nor rehearsals are promised to anybody.
fn locks(renderer: &Renderer, settings: &Settings, inspection: &Inspection) -> Vec<(&'static str, String)> {
    if settings.drafts || settings.rehearsal {
        return Vec::new();
    }
    let site = renderer.site();
    let source = |name: &str| site.texts.get(name);
    let mut locks = vec![(anchors::FILE, inspection.lock.with(&inspection.anchors))];
    let sent = reviews::sent(site);
    // A site without questions is spared an empty file.
    if !sent.is_empty() || source(reviews::FILE).is_some() {
        let reviewed = source(reviews::FILE).map(|source| reviews::Lock::parse(source).0).unwrap_or_default();
        locks.push((reviews::FILE, reviewed.with(&sent)));
    }
    locks
}

/// A list could not be written: a warning, since the site itself is published.
fn lock_warning(name: &str, error: &std::io::Error) -> Diagnostic {
    Diagnostic::warning(Code::Unwritable, format!("{name} n’a pas pu être mis à jour : {}", source::reason(error)))
        .in_file(name)
        .hint("rendez le dossier du site accessible en écriture, ou publiez depuis un poste où il l’est")
}

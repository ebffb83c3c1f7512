//! A page: its Markdown, and the small flat values that its template shows around it.

use tera::{Context, Value};

use super::frame::{self, encoded};
use super::navigation::{Ground, Menu};
use super::values::{Answer, AudienceValue, Child, Cited, Link, ModuleValue, PageValues, Social, TocEntry};
use super::{Rendered, Renderer};
use crate::content::address::{Address, link};
use crate::content::bibliography;
use crate::content::page::{Page, PageId, PageKind};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::french::{dates, french};
use crate::markup;
use crate::output::Output;
use crate::render::markdown::{self, Body, Heading, Scope};
use crate::render::widgets::{self, PageWidgets};
use crate::site::Site;
use crate::text::RelPath;
use crate::text::html::attribute;
use crate::theme::files::Loaded;

/// Words read in a minute, for the reading time.
const WORDS_PER_MINUTE: usize = 200;

/// Renders a page.
pub(crate) fn render(renderer: &Renderer, id: PageId, path: &RelPath) -> Rendered {
    let site = renderer.site();
    let page = site.tree.page(id);
    let mut report = Report::default();
    let scope = Scope { site, page, theme: &renderer.theme };
    let mut body =
        markdown::page(page, &scope, &PageWidgets { scope: &scope, blocks: site.blocks(page.id) }, &mut report);
    bibliography::known_sources(&page.front.sources, &page.source, &site.bibliography, &mut report);
    let whole = !site.broken.iter().any(|path| path.inside("capsules").or(path.inside("quizzes")).is_some());
    moved_anchors(page, &mut body, whole, &mut report);
    let template = template(renderer, page, &mut report);
    let mut context = Context::new();
    let root = page.address.root();
    if let Err(diagnostic) = around(renderer, Some(page), &root, &mut context) {
        report.push(*diagnostic);
    }
    let Body { links, anchors, words, capsules, .. } = insert(page, &template, &scope, body, &mut context);
    renderer.template(&template, &context, path, Rendered { output: None, report, links, anchors, words, capsules })
}

/// The page of errors. It is served at any depth, so its links start from the root of the server.
pub(crate) fn not_found(renderer: &Renderer, path: &RelPath) -> Rendered {
    let site = renderer.site();
    let root = site.server_path();
    let mut context = Context::new();
    let mut rendered = Rendered::file(Output { path: path.clone(), bytes: Vec::new() });
    if let Err(diagnostic) = around(renderer, None, &root, &mut context) {
        rendered.report.push(*diagnostic);
    }
    let values = PageValues {
        title: "Page introuvable".to_owned(),
        description: "Cette adresse ne mène à aucune page.".to_owned(),
        kind: "404",
        ..plain()
    };
    context.insert(
        "social",
        &Social {
            title: values.title.clone(),
            description: values.description.clone(),
            url: None,
            image: None,
            r#type: "website",
        },
    );
    context.insert("page", &values);
    load(&renderer.theme.files.page("404.html", []), &mut context);
    renderer.template("404.html", &context, path, rendered)
}

/// The values of a page that has no text of its own.
pub(super) fn plain() -> PageValues {
    PageValues {
        title: String::new(),
        description: String::new(),
        kind: "page",
        draft: false,
        body: Value::safe_string(""),
        toc: Vec::new(),
        reviewed: None,
        sources: Vec::new(),
        audience: Vec::new(),
        canonical: None,
        permalink: None,
        section: None,
        minutes: 0,
    }
}

/// Menus, crumbs and neighbours: what stands around the text.
pub(super) fn around(
    renderer: &Renderer,
    page: Option<&Page>,
    root: &str,
    context: &mut Context,
) -> Result<(), Box<Diagnostic>> {
    let site = renderer.site();
    let tree = &site.tree;
    let ground = Ground { site, theme: &renderer.theme };
    let top = page.and_then(|page| tree.top(page.id));
    let here = page.map(|page| page.id);
    let header_mark =
        top.map(|top| (top, if Some(top) == here { " aria-current=\"page\"" } else { " aria-current=\"true\"" }));
    let menu = renderer.navigation.menu(&ground, Menu::Header, root, header_mark)?;
    let sidebar = match top {
        Some(top) => renderer.navigation.menu(
            &ground,
            page.map_or(Menu::Section(top), |page| Menu::beside(site, page, top)),
            root,
            here.map(|page| (page, " aria-current=\"page\"")),
        )?,
        None => String::new(),
    };
    let href = |id: PageId| link(root, &tree.page(id).address, site.style);
    let (previous, next) = page.map(|page| neighbours(site, page)).unwrap_or_default();
    let step = |id: PageId| Link { title: french(tree.page(id).menu_title()).into_owned(), href: Some(href(id)) };
    let crumbs: Vec<Link> = page
        .map(|page| tree.trail(page.id))
        .unwrap_or_default()
        .into_iter()
        .map(|id| Link {
            title: french(tree.page(id).menu_title()).into_owned(),
            href: (Some(id) != here).then(|| href(id)),
        })
        .collect();
    let children: Vec<Child> =
        page.map(|page| page.children.iter().map(|id| child(site, *id, href(*id))).collect()).unwrap_or_default();
    context.insert("root", root);
    context.insert("home", &link(root, &Address::home(), site.style));
    context.insert_value("menu", Value::safe_string(&menu));
    context.insert_value("sidebar", Value::safe_string(&sidebar));
    context.insert("crumbs", &crumbs);
    context.insert("previous", &previous.map(step));
    context.insert("next", &next.map(step));
    context.insert("children", &children);
    frame::insert(site, page, &href, context);
    Ok(())
}

/// Style sheets and scripts.
pub(super) fn load(loaded: &Loaded, context: &mut Context) {
    context.insert("styles", &loaded.styles);
    context.insert("scripts", &loaded.scripts);
}

fn child(site: &Site, id: PageId, href: String) -> Child {
    let page = site.tree.page(id);
    Child {
        title: french(&page.front.title.value).into_owned(),
        description: french(&page.front.description.value).into_owned(),
        href,
        reviewed: page.front.reviewed.as_ref().map(|day| dates::shown(day.value.0)),
    }
}

/// The pages before and after, in reading order, without leaving the sections.
fn neighbours(site: &Site, page: &Page) -> (Option<PageId>, Option<PageId>) {
    let inside = |id: usize| site.tree.pages.get(id).map(|other| other.id).filter(|id| site.tree.top(*id).is_some());
    if site.tree.top(page.id).is_none() {
        return (None, None);
    }
    (page.id.0.checked_sub(1).and_then(inside), inside(page.id.0 + 1))
}

/// The template a page asks for, or that of its kind.
fn template(renderer: &Renderer, page: &Page, report: &mut Report) -> String {
    match &page.front.template {
        Some(asked) if renderer.theme.templates.has(&asked.value) => asked.value.clone(),
        Some(asked) => {
            report.push(
                Diagnostic::error(Code::Template, format!("le thème n’a pas de gabarit « {} »", asked.value))
                    .at(&page.source, asked.span.clone())
                    .hint("retirez « template », ou ajoutez ce gabarit au thème"),
            );
            format!("{}.html", page.kind.name())
        }
        None if is_module(renderer.site(), page) && renderer.theme.templates.has(MODULE) => MODULE.to_owned(),
        None => format!("{}.html", page.kind.name()),
    }
}

/// The template of the page of a module: what one learns there, and nothing as loud.
const MODULE: &str = "module.html";

fn is_module(site: &Site, page: &Page) -> bool {
    site.course.as_ref().is_some_and(|course| course.module_at(page.id).is_some())
}

/// Where an empty mark stands for the element whose `id` is at a byte: before it, or inside where only such elements may
/// stand around it, as an item in its list (HTML, 4.4.5 and 4.9).
fn mark_place(html: &str, at: usize) -> Option<usize> {
    let start = html[..at].rfind('<')?;
    let name = html[start + 1..at].split([' ', '>']).next().unwrap_or_default();
    let inside = |from: usize| html[from..].find('>').map(|end| from + end + 1);
    match name {
        "li" | "td" | "th" | "dt" | "dd" => inside(at),
        "tr" => html[at..].find("<t").and_then(|cell| inside(at + cell)),
        _ => Some(start),
    }
}

/// Old anchors stay as empty marks before the paragraph or heading that replaces them, or in the item or the cell. `whole`: all that
/// the page shows was understood.
fn moved_anchors(page: &Page, body: &mut Body, whole: bool, report: &mut Report) {
    for (old, new) in &page.front.anchors {
        let tag = format!(" id=\"{}\"", attribute(&new.value));
        let place = body.html.find(&tag).and_then(|at| mark_place(&body.html, at));
        match place {
            Some(at) => {
                body.html.insert_str(at, &format!("<span id=\"{}\"></span>", attribute(old)));
                body.anchors.push(old.clone());
            }
            // The paragraph may be in a capsule or a bank that could not be understood, which was told.
            None if !whole => {}
            None => report.push(
                Diagnostic::error(Code::DeadFragment, format!("l’ancre « {} » n’existe pas dans la page", new.value))
                    .at(&page.source, new.span.clone())
                    .hint(crate::yaml::suggest::suggest(&new.value, body.anchors.iter().map(String::as_str))),
            ),
        }
    }
}

/// Puts the page's own values into the context; gives the body back without its HTML.
fn insert(page: &Page, template: &str, scope: &Scope, mut body: Body, context: &mut Context) -> Body {
    let site = scope.site;
    for source in &page.front.sources {
        body.cite(&source.value);
    }
    let sources = cited_in(site, page, &body);
    let front = &page.front;
    let absolute = site.base_url.as_ref().map(|base| format!("{base}{}", page.address.as_str()));
    let section = page.parent.filter(|_| page.kind != PageKind::Home).map(|id| {
        let parent = site.tree.page(id);
        Link { title: french(parent.menu_title()).into_owned(), href: Some(scope.href(id)) }
    });
    let answer = answer(page, scope, &body);
    let values = PageValues {
        title: french(&front.title.value).into_owned(),
        description: french(&front.description.value).into_owned(),
        kind: page.kind.name(),
        draft: front.draft,
        body: Value::safe_string(&body.html),
        toc: if front.toc.unwrap_or(answer.is_none()) { toc(&body.headings) } else { Vec::new() },
        reviewed: front.reviewed.as_ref().map(|day| dates::shown(day.value.0)),
        sources,
        audience: site
            .audiences
            .of(page)
            .map(|audience| AudienceValue { id: audience.id.value.clone(), label: audience.label.clone() })
            .collect(),
        canonical: absolute.clone(),
        permalink: absolute.clone(),
        section,
        // One reads nothing on the page of the search.
        minutes: if site.landmarks.search == Some(page.id) { 0 } else { minutes(&body, site) },
    };
    let social = Social {
        title: values.title.clone(),
        description: values.description.clone(),
        url: absolute,
        image: None,
        r#type: if page.kind == PageKind::Home { "website" } else { "article" },
    };
    if body.lists_children {
        context.insert("children", &Vec::<Child>::new());
    }
    if site.tree.has_poster(page) {
        context.insert("poster", &page.address.link_to(&page.poster(), site.style));
    }
    context.insert("answer", &answer);
    let module = module(page, site);
    if module.is_some() || page.kind == PageKind::Home {
        context.insert("stops", &widgets::course::stops(scope));
        context.insert("course_href", &site.landmarks.course.map(|page| scope.href(page)));
        context.insert("course_minutes", &site.course.as_ref().map(|course| course.file.duration.value));
    }
    context.insert("module", &module);
    load(&scope.theme.files.page(template, body.widgets.iter().copied()), context);
    context.insert("social", &social);
    context.insert("page", &values);
    body.html = String::new();
    body
}

/// Which module of the course the page is.
fn module(page: &Page, site: &Site) -> Option<ModuleValue> {
    let course = site.course.as_ref()?;
    let rank = course.pages.iter().position(|other| *other == Some(page.id))?;
    let module = &course.file.modules[rank];
    Some(ModuleValue {
        id: module.id.value.clone(),
        number: rank + 1,
        total: course.file.modules.iter().filter(|module| !module.is_assessment()).count(),
        assessment: module.is_assessment(),
        minutes: module.minutes.as_ref().map(|minutes| minutes.value),
    })
}

/// The answer of a page filed under a topic: its first paragraph, and what follows it.
fn answer(page: &Page, scope: &Scope, body: &Body) -> Option<Answer> {
    const END: &str = "</p>\n";
    let topic = scope.site.tree.topic(page)?;
    let lead = markup::lead(page.markdown())?;
    let (html, rest) = body.html.split_at(body.html.find(END)? + END.len());
    let question = french(&page.front.title.value);
    let address = scope.site.base_url.as_ref().map(|base| format!("{base}{}\r\n", page.address.as_str()));
    let text = format!("{question}\r\n\r\n{}\r\n\r\n{}", lead.text, address.unwrap_or_default());
    let section = page.parent.map(|parent| format!("{}#{}", scope.href(parent), topic.anchor()));
    Some(Answer {
        html: Value::safe_string(html),
        rest: Value::safe_string(rest),
        mail: format!("mailto:?subject={}&body={}", encoded(&question), encoded(&text)),
        topic: Link { title: french(&topic.title).into_owned(), href: section },
    })
}

/// Its words, at reading speed, and its capsules.
fn minutes(body: &Body, site: &Site) -> usize {
    let capsules = body.capsules.iter().filter_map(|name| site.capsules.get(name));
    let watched: usize = capsules.map(|capsule| capsule.duration as usize).sum();
    (body.words * 60_000 / WORDS_PER_MINUTE + watched).div_ceil(60_000).max(1)
}

/// What a page cites, in order; the page of all sources lists those that it cites already.
pub(super) fn cited_in(site: &Site, page: &Page, body: &Body) -> Vec<Cited> {
    let listed = site.landmarks.bibliography == Some(page.id);
    let keys = body.cited.iter().filter(|_| !listed).enumerate();
    keys.filter_map(|(index, key)| cited(site, index, key)).collect()
}

fn cited(site: &Site, index: usize, key: &str) -> Option<Cited> {
    let entry = site.bibliography.get(key)?;
    Some(Cited {
        id: bibliography::anchor(key),
        number: index + 1,
        key: key.to_owned(),
        title: french(&entry.title).into_owned(),
        publisher: entry.publisher.as_deref().map(|publisher| french(publisher).into_owned()),
        url: entry.url.as_ref().map(|url| url.value.clone()),
        note: entry.reading(&site.bibliography).map(|note| french(&note).into_owned()),
        consulted: entry.consulted.map(|day| dates::shown(day.0)),
    })
}

/// Headings of levels 2 and 3, nested.
fn toc(headings: &[Heading]) -> Vec<TocEntry> {
    let mut toc: Vec<TocEntry> = Vec::new();
    for heading in headings.iter().filter(|heading| heading.level <= 3) {
        let entry = TocEntry {
            id: heading.id.clone(),
            title: heading.title.clone(),
            level: heading.level,
            children: Vec::new(),
        };
        match toc.last_mut() {
            Some(last) if heading.level > last.level => last.children.push(entry),
            _ => toc.push(entry),
        }
    }
    toc
}

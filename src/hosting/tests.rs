//! The files for servers, and each command of the recipes.

use super::*;
use crate::cli;

fn served<'a>(base: &'a str, redirects: &'a [(String, String)]) -> Served<'a> {
    Served { base, folder: "/srv/public", redirects, rehearsal: false, compressed: true }
}

fn text(outputs: &[Output], path: &str) -> String {
    let output = outputs.iter().find(|output| output.path.as_str() == path).unwrap();
    String::from_utf8(output.bytes.clone()).unwrap()
}

#[test]
fn the_policy_is_that_of_the_pages_and_who_may_frame_them() {
    let head = include_str!("../../themes/rpps/templates/base.html");
    let in_pages = POLICY.strip_suffix("; frame-ancestors 'self'").unwrap();
    assert!(head.contains(&format!("content=\"{in_pages}\"")));
}

#[test]
fn all_servers_say_the_same_headers_and_redirections() {
    let redirects = [("vieux/".to_owned(), "neuf/".to_owned())];
    let served = served("/rpps/", &redirects);
    let nginx = beside(Server::Nginx, &served)[0].text.clone();
    let apache = text(&published(Server::Apache, &served), ".htaccess");
    let netlify = published(Server::Netlify, &served);
    let texts = [&nginx, &apache, &text(&netlify, "_headers")];
    for (name, value) in served.headers() {
        assert!(texts.iter().all(|text| text.contains(name) && text.contains(value)), "{name}");
    }
    assert!(texts.iter().all(|text| text.contains(FOREVER)));
    assert_eq!(text(&netlify, "_redirects"), "/rpps/vieux/ /rpps/neuf/ 301!\n");
    for from in ["location = /rpps/vieux/ {", "location = /rpps/vieux {", "location = /rpps {"] {
        assert!(nginx.contains(from), "{from}");
    }
    let rehearsal = Served { rehearsal: true, ..served };
    assert!(text(&published(Server::Apache, &rehearsal), ".htaccess").contains("X-Robots-Tag \"noindex\""));
}

#[test]
fn what_a_server_would_read_otherwise_is_refused() {
    assert!(verify(&served("/rpps/", &[])).is_empty());
    for base in ["/a;b/", "/a b/", "/$a/", "/a\n/"] {
        assert!(verify(&served(base, &[])).has_errors(), "{base:?}");
    }
    assert!(verify(&Served { folder: "/srv/\"x", ..served("/", &[]) }).has_errors());
}

/// The lines of a recipe that run a program of ours.
fn commands(recipe: &str) -> Vec<String> {
    let bare = |line: &str| line.trim().trim_start_matches("- ").trim_start_matches("run: ").to_owned();
    let lines = recipe.lines().map(bare).filter(|line| line.starts_with("./jalon "));
    lines.map(|line| line.trim_start_matches("./").replace('"', "")).collect()
}

#[test]
fn each_command_of_a_recipe_is_understood() {
    for (recipe, count) in [(GITHUB, 2), (GITLAB, 3)] {
        let commands = commands(recipe);
        assert_eq!(commands.len(), count, "{commands:?}");
        for command in commands {
            let command = command.replace("${{ vars.SITE_URL }}", "https://e.fr/");
            let words: Vec<std::ffi::OsString> = command.split_whitespace().map(Into::into).collect();
            assert!(cli::parse(words).is_ok(), "{command}");
        }
    }
}

/// What a recipe runs, as one script for `sh`.
fn script(recipe: &str) -> String {
    let mut text = String::new();
    let mut block = false;
    for line in recipe.lines() {
        let bare = line.trim();
        block = if bare.starts_with("run: |") { true } else { block && line.starts_with("          ") };
        let listed = bare.strip_prefix("- ").filter(|rest| !rest.contains(": ") && !rest.starts_with("uses"));
        let run = bare.strip_prefix("run: ").filter(|rest| *rest != "|");
        if let Some(one) = run.or(listed).or(Some(bare).filter(|bare| block && !bare.starts_with("run:"))) {
            text.push_str(&one.replace("${{", "$(echo ").replace("}}", ")"));
            text.push('\n');
        }
    }
    text
}

#[test]
fn what_recipes_run_is_a_script_that_sh_reads() {
    for recipe in [script(GITHUB), script(GITLAB), COPY.to_owned()] {
        assert!(recipe.lines().count() > 4, "{recipe}");
        let mut sh = std::process::Command::new("sh").arg("-n").stdin(std::process::Stdio::piped()).spawn().unwrap();
        std::io::Write::write_all(sh.stdin.as_mut().unwrap(), recipe.as_bytes()).unwrap();
        drop(sh.stdin.take());
        assert!(sh.wait().unwrap().success(), "{recipe}");
    }
}

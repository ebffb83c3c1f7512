//! A made log of 100,000 lines: what is told of it, and that nobody is.

use super::*;

/// Numbers that look like chance and are the same each time.
fn chance(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

#[test]
fn a_log_of_a_hundred_thousand_lines_names_no_person() {
    let mut stats = Stats::default();
    let mut seed = 20;
    let (mut read, mut bots) = (0, 0);
    for n in 0..100_000_u64 {
        let who = format!("203.0.{}.{}", chance(&mut seed) % 250, chance(&mut seed) % 250);
        let name = format!("personne{}", chance(&mut seed) % 5000);
        let program = match n % 10 {
            0 => "Mozilla/5.0 (compatible; Examplebot/2.1)",
            1 => "curl/8.1",
            _ => "Mozilla/5.0 (X11; Linux) Firefox/140.0",
        };
        let (target, status) = match n % 100 {
            // Each of these is asked for once or a few times: a name, a letter with an address of its own.
            55 => (format!("/recherche/?q=Madame+Nom{n}"), 200),
            56 => (format!("/lettre-de-{name}/"), 404),
            52 => ("/recherche/?q=r%C3%B4le".to_owned(), 200),
            53 => ("/vieille/adresse/".to_owned(), 404),
            54 => ("/assets/site.869f0246.css".to_owned(), 200),
            _ => (format!("/page-{}/", chance(&mut seed) % 40), 200),
        };
        stats.add(&format!(
            "{who} - {name} [{:02}/Dec/2026:10:00:00 +0100] \"GET {target} HTTP/1.1\" {status} 10 \"https://a.fr/?de={name}\" \"{program}\"",
            1 + n % 30
        ));
        bots += u64::from(n % 10 < 2);
        read += u64::from(n % 10 >= 2 && ![53, 54, 56].contains(&(n % 100)));
    }
    stats.add("une ligne d’un autre genre");
    let told = [table::text(&stats), table::csv(&stats)];
    for text in &told {
        for secret in ["203.0.", "personne", "Madame", "madame", "nom4", "lettre-de", "Firefox", "curl", "10:00"] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
        assert!(text.contains("rôle") && text.contains("/vieille/adresse/") && text.contains("/page-1/"), "{text}");
    }
    assert_eq!((stats.pages.total(), stats.bots, stats.unread), (read, bots, 1));
    assert_eq!(stats.searches.told(), [("rôle", 1000)]);
    assert_eq!(stats.searches.untold(), 1000);
    assert_eq!(stats.lost.told(), [("/vieille/adresse/", 1000)]);
    assert!(told[0].starts_with("Du 1er\u{a0}décembre 2026 au 30\u{a0}décembre 2026."), "{}", told[0]);
}

#[test]
fn few_requests_are_rounded() {
    let mut stats = Stats::default();
    for _ in 0..3 {
        stats.add("a - - [01/Dec/2026:10:00:00 +0100] \"GET /a/ HTTP/1.1\" 200 1 \"-\" \"Mozilla\"");
    }
    for text in [table::text(&stats), table::csv(&stats)] {
        assert!(text.contains("moins de 5") && !text.contains("/a/") && !text.contains('3'), "{text}");
    }
}

#[test]
fn no_robot_fills_the_memory() {
    let mut counts = Counts::default();
    (0..MOST + 10).for_each(|n| counts.add(format!("/{n}/")));
    assert_eq!((counts.each.len(), counts.beyond, counts.total()), (MOST, 10, MOST as u64 + 10));
    counts.add("é".repeat(LONGEST + 1));
}

//! The final assessment draws evenly, and its versions and digests follow those of any module.

use std::collections::BTreeSet;

use crate::quiz::draw::draw;

/// Two questions for each of thirteen objectives, those of an objective side by side or far apart.
fn questions(apart: bool) -> Vec<(String, String)> {
    let one = |rank: usize| if apart { rank % 13 } else { rank / 2 };
    (0..26).map(|rank| (format!("q{rank}"), format!("o{}", one(rank)))).collect()
}

#[test]
fn thirteen_drawn_out_of_twenty_six_are_one_for_each_objective() {
    for apart in [false, true] {
        let all = questions(apart);
        let pairs: Vec<(&str, &str)> = all.iter().map(|(id, objective)| (id.as_str(), objective.as_str())).collect();
        let mut asked = BTreeSet::new();
        for seed in 0..500 {
            let drawn = draw(&pairs, Some(13), seed);
            let served: BTreeSet<&str> =
                pairs.iter().filter(|(id, _)| drawn.contains(id)).map(|(_, objective)| *objective).collect();
            assert_eq!((drawn.len(), served.len()), (13, 13), "seed {seed}");
            asked.extend(drawn);
        }
        assert_eq!(asked.len(), 26, "every question is asked some day");
    }
}

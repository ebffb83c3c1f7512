//! The shared vectors: links as the page makes them, and as mail gives them back.

use serde_json::Value;

use super::*;
use crate::attestation::transcript::transcript as of_json;
use crate::attestation::versions::Known;

fn vectors() -> Value {
    serde_json::from_str(include_str!("../../../tests/vectors/link.json")).unwrap()
}

fn known(value: &Value) -> Known {
    crate::attestation::verdict::known_of(value)
}

#[test]
fn links_are_read_as_in_the_page_whatever_mail_made_of_them() {
    let vectors = vectors();
    let known = known(&vectors["known"]);
    assert!(vectors["links"].as_array().unwrap().len() >= 5);
    for one in vectors["links"].as_array().unwrap() {
        let wanted = of_json(&one["transcript"]).unwrap();
        let link = one["link"].as_str().unwrap();
        assert_eq!(read_link(link, &known).as_ref(), Ok(&wanted), "{}", one["name"]);
        for worn in vectors["worn"].as_array().unwrap() {
            let text = worn.as_str().unwrap();
            let (address, data) = link.split_once("#v=").unwrap();
            let third = data.len() / 3;
            let text = text
                .replace("{link}", link)
                .replace("{address}", address)
                .replace("{data}", data)
                .replace("{a}", &data[..third])
                .replace("{b}", &data[third..2 * third])
                .replace("{c}", &data[2 * third..]);
            assert!(holds_link(&text), "{text}");
            assert_eq!(read_link(&text, &known).as_ref(), Ok(&wanted), "{}: {text}", one["name"]);
        }
    }
}

#[test]
fn what_is_cut_or_altered_is_told() {
    let vectors = vectors();
    let known = known(&vectors["known"]);
    for one in vectors["faults"].as_array().unwrap() {
        let fault = read_link(one["text"].as_str().unwrap(), &known).unwrap_err();
        assert_eq!(fault.word(), one["fault"].as_str().unwrap(), "{one}");
    }
    let link = vectors["links"][0]["link"].as_str().unwrap();
    assert_eq!(read_link(link, &Known::default()), Err(Fault::Unrecorded));
    let data = link.find("#v=").unwrap() + 4;
    for at in data..link.len() {
        assert!(read_link(&link[..at], &known).is_err(), "cut at {at}");
        let other = if &link[at..=at] == "7" { "8" } else { "7" };
        let altered = format!("{}{other}{}", &link[..at], &link[at + 1..]);
        assert!(read_link(&altered, &known).is_err(), "altered at {at}");
    }
}

proptest::proptest! {
    #[test]
    fn nothing_panics(text in "\\PC*", data in "[0-9A-Z]{0,200}") {
        let vectors = vectors();
        let known = known(&vectors["known"]);
        for text in [text.clone(), format!("#v={text}"), format!("#v=2{data}"), format!("%23v={data}"), format!("#v=%{text}")] {
            let _ = read_link(&text, &known);
        }
    }
}

//! Numbers and plurals as French writes them.

/// « 1 page », « 2 pages », « 0 page »: French takes the plural from two on.
pub(crate) fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", thousands(count), if count < 2 { one } else { many })
}

/// Groups digits by three with narrow no-break spaces, as French does.
pub(crate) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 * 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_french() {
        assert_eq!(thousands(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(plural(0, "page", "pages"), "0 page");
        assert_eq!(plural(2, "page", "pages"), "2 pages");
    }
}

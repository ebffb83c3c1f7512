//! Bytes of a text that call for work: most texts hold none, and to see that should cost next to nothing.
//!
//! In: bytes, and which of them are wanted. Out: where the first one stands. Sixteen bytes are compared at once, on any machine:
//! compilers see that of whole blocks, and not of a search that stops at the first find.

const BLOCK: usize = 16;

/// Where the first wanted byte stands. Inlined, so that the wanted bytes are constants where they are compared.
#[inline(always)]
pub(crate) fn position<const N: usize>(bytes: &[u8], wanted: [u8; N]) -> Option<usize> {
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    let from = match blocks.iter().position(|block| holds(block, wanted)) {
        Some(block) => block * BLOCK,
        None => {
            // What fills up the last block may be wanted as well: the search below finds nothing then.
            let mut last = [0; BLOCK];
            last[..rest.len()].copy_from_slice(rest);
            holds(&last, wanted).then(|| bytes.len() - rest.len())?
        }
    };
    bytes[from..].iter().position(|byte| wanted.contains(byte)).map(|at| from + at)
}

/// Whether a byte is wanted.
#[inline(always)]
pub(crate) fn any<const N: usize>(bytes: &[u8], wanted: [u8; N]) -> bool {
    position(bytes, wanted).is_some()
}

#[inline(always)]
fn holds<const N: usize>(block: &[u8; BLOCK], wanted: [u8; N]) -> bool {
    let holds = |wanted: u8| block.iter().fold(false, |found, byte| found | (*byte == wanted));
    wanted.into_iter().fold(false, |found, wanted| found | holds(wanted))
}

#[cfg(test)]
mod tests {
    use super::{any, position};
    use proptest::prelude::proptest;
    use proptest::{prop_assert, prop_assert_eq};

    proptest! {
        #[test]
        fn blocks_hide_nothing(bytes in proptest::collection::vec(0u8..4, 0..70), wanted in 0u8..6) {
            prop_assert_eq!(position(&bytes, [wanted]), bytes.iter().position(|byte| *byte == wanted));
        }

        #[test]
        fn a_lone_byte_is_found(length in 1usize..70, at in 0usize..70) {
            let mut bytes = vec![b'a'; length];
            bytes[at % length] = b'z';
            prop_assert_eq!(position(&bytes, [b'z', b'y']), Some(at % length));
            prop_assert!(!any(&bytes, [b'y']));
        }
    }
}

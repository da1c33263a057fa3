//! What holds of name keys whatever the name is.

use proptest::prelude::*;
use tollbook_record::text::{
    fold,
    key::{consonants, likeness, skeletons, without_generic},
};

/// Names of the three scripts with marks, digits and articles, and any other text.
fn names() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-zÀ-ſ' -]{0,24}",
        "(al-|ash |el )?[a-z379]{0,12}",
        "[ء-يًّ ]{0,16}",
        "[А-Яа-яіїєґ' -]{0,16}",
        "\\PC{0,16}",
    ]
}

proptest! {
    #[test]
    fn a_key_is_the_same_for_a_name_and_its_folding(name in names()) {
        let folded = fold(&name);
        prop_assert_eq!(fold(&folded), folded.clone());
        prop_assert!(consonants(&folded).len() <= 2 * folded.len() + 1);
        let keys = skeletons(&folded);
        prop_assert!((1..=4).contains(&keys.len()));
        prop_assert!(folded.contains(without_generic(&folded).0));
    }

    #[test]
    fn likeness_is_symmetric_and_greatest_for_equal_names(a in names(), b in names()) {
        let (a, b) = (fold(&a), fold(&b));
        let alike = likeness(&a, &b);
        prop_assert!((0.0..=1.0).contains(&alike));
        prop_assert!((alike - likeness(&b, &a)).abs() < 1e-9);
        prop_assert_eq!(likeness(&a, &a), 1.0);
    }
}

//! The maps do what those of the standard library do.

use proptest::prelude::*;
use rackboard_model::map::{Map, Set};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug)]
enum Deed {
    Insert(u8, u16),
    Remove(u8),
    Add(u8, u16),
    Extend(Vec<(u8, u16)>),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (any::<u8>(), any::<u16>()).prop_map(|(key, value)| Deed::Insert(key, value)),
        any::<u8>().prop_map(Deed::Remove),
        (any::<u8>(), 0..9_u16).prop_map(|(key, value)| Deed::Add(key, value)),
        proptest::collection::vec(any::<(u8, u16)>(), 0..20).prop_map(Deed::Extend),
    ]
}

proptest! {
    #[test]
    fn a_map_is_a_map(deeds in proptest::collection::vec(deed(), 0..40), asked in any::<u8>()) {
        let (mut ours, mut theirs) = (Map::new(), BTreeMap::new());
        for deed in deeds {
            match deed {
                Deed::Insert(key, value) => prop_assert_eq!(ours.insert(key, value), theirs.insert(key, value)),
                Deed::Remove(key) => prop_assert_eq!(ours.remove(&key), theirs.remove(&key)),
                Deed::Add(key, value) => {
                    let (a, b): (&mut u16, &mut u16) = (ours.entry(key).or_default(), theirs.entry(key).or_default());
                    *a = a.wrapping_add(value);
                    *b = b.wrapping_add(value);
                }
                Deed::Extend(entries) => {
                    ours.extend(entries.clone());
                    theirs.extend(entries);
                }
            }
            prop_assert!(ours.iter().eq(theirs.iter()));
            prop_assert_eq!(ours.get(&asked), theirs.get(&asked));
            prop_assert_eq!(ours.first_key_value(), theirs.first_key_value());
            prop_assert_eq!(ours.last_key_value(), theirs.last_key_value());
        }
        let json = serde_json::to_string(&ours).unwrap();
        prop_assert_eq!(&json, &serde_json::to_string(&theirs).unwrap());
        prop_assert_eq!(serde_json::from_str::<Map<u8, u16>>(&json).unwrap(), ours);
    }

    #[test]
    fn a_set_is_a_set(a in proptest::collection::vec(any::<u8>(), 0..40), b in proptest::collection::vec(any::<u8>(), 0..40)) {
        let (ours, theirs): (Set<u8>, BTreeSet<u8>) = (a.iter().copied().collect(), a.into_iter().collect());
        let (our, their): (Set<u8>, BTreeSet<u8>) = (b.iter().copied().collect(), b.into_iter().collect());
        prop_assert!(ours.iter().eq(theirs.iter()));
        prop_assert!(ours.difference(&our).eq(theirs.difference(&their)));
        prop_assert!(ours.intersection(&our).eq(theirs.intersection(&their)));
        prop_assert_eq!(ours.is_subset(&our), theirs.is_subset(&their));
        prop_assert_eq!(ours.is_disjoint(&our), theirs.is_disjoint(&their));
    }
}

//! A share link's life: made, used, expired, revoked; and what it never allows.

mod common;

use common::{Fresh, assignment, at, design};
use rackboard_storage::{Error, NewLink, Right, Secret, Target};

fn link(right: Right) -> NewLink {
    NewLink {
        right,
        label: "for Ada".to_owned(),
        expires: None,
    }
}

#[tokio::test]
async fn each_link_gives_its_right_and_no_more() {
    let fresh = Fresh::new().await;
    let store = &fresh.store;
    let (board, owner) = store.create_board(&design(""), None, at(0)).await.unwrap();
    let holder = [owner.clone()];
    let (_, editor) = store
        .create_link(&board.id, &holder, link(Right::Edit), at(1))
        .await
        .unwrap();
    let (_, viewer) = store
        .create_link(&board.id, &holder, link(Right::View), at(1))
        .await
        .unwrap();
    let rights = [Right::View, Right::Edit, Right::Own];
    for (secret, allowed) in [(&viewer, 1), (&editor, 2), (&owner, 3)] {
        for (index, needs) in rights.into_iter().enumerate() {
            let answer = store
                .allows_board(&board.id, std::slice::from_ref(secret), needs, at(2))
                .await;
            if index < allowed {
                assert_eq!(answer.unwrap(), rights[allowed - 1]);
            } else {
                assert!(matches!(answer, Err(Error::NotAllowed(right)) if right == needs));
            }
        }
    }
    // Several secrets give what the best of them gives.
    let all = [viewer.clone(), Secret::random(), editor];
    assert_eq!(
        store.allows_board(&board.id, &all, Right::View, at(2)).await.unwrap(),
        Right::Edit
    );

    let (other, _) = store.create_board(&design(""), None, at(3)).await.unwrap();
    for (id, secrets) in [
        (&other.id, vec![owner, viewer]),
        (&board.id, vec![Secret::random()]),
        (&board.id, vec![]),
    ] {
        let answer = store.allows_board(id, &secrets, Right::View, at(4)).await;
        assert!(matches!(answer, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn a_revoked_link_opens_nothing_and_the_others_stay() {
    let fresh = Fresh::new().await;
    let store = &fresh.store;
    let (board, owner) = store.create_board(&design(""), None, at(0)).await.unwrap();
    let holder = [owner];
    let (first, first_secret) = store
        .create_link(&board.id, &holder, link(Right::View), at(1))
        .await
        .unwrap();
    let (second, second_secret) = store
        .create_link(&board.id, &holder, link(Right::Edit), at(2))
        .await
        .unwrap();
    assert_eq!(store.links(&board.id).await.unwrap(), [first.clone(), second.clone()]);

    store.revoke_link(&board.id, &holder, &first.id, at(3)).await.unwrap();
    store.revoke_link(&board.id, &holder, &first.id, at(9)).await.unwrap();
    assert!(matches!(store.resolve(&first_secret, at(4)).await, Err(Error::Gone)));
    let grant = store.resolve(&second_secret, at(4)).await.unwrap();
    assert_eq!(
        (grant.link, grant.right, grant.target),
        (second.id.clone(), Right::Edit, Target::Board(board.id.clone()))
    );
    let listed = store.links(&board.id).await.unwrap();
    assert_eq!(
        (listed[0].revoked, listed[1].revoked),
        (Some(at(3)), None),
        "the first time of revoking stays"
    );

    let (other, other_owner) = store.create_board(&design(""), None, at(5)).await.unwrap();
    let foreign = store.revoke_link(&other.id, &[other_owner], &second.id, at(6)).await;
    assert!(matches!(foreign, Err(Error::NotFound)));
    store.resolve(&second_secret, at(7)).await.unwrap();
}

#[tokio::test]
async fn a_link_expires_by_itself() {
    let fresh = Fresh::new().await;
    let (board, owner) = fresh.store.create_board(&design(""), None, at(0)).await.unwrap();
    let expiring = NewLink {
        expires: Some(at(10)),
        ..link(Right::View)
    };
    let (_, secret) = fresh
        .store
        .create_link(&board.id, &[owner], expiring, at(1))
        .await
        .unwrap();
    fresh.store.resolve(&secret, at(9)).await.unwrap();
    assert!(matches!(fresh.store.resolve(&secret, at(10)).await, Err(Error::Gone)));
}

#[tokio::test]
async fn links_that_make_no_sense_are_refused() {
    let fresh = Fresh::new().await;
    let (board, owner) = fresh.store.create_board(&design(""), None, at(0)).await.unwrap();
    let holder = [owner];
    let odd = [
        link(Right::Own),
        link(Right::Submit),
        NewLink {
            expires: Some(at(1)),
            ..link(Right::View)
        },
        NewLink {
            label: "x".repeat(201),
            ..link(Right::View)
        },
    ];
    for odd in odd {
        let answer = fresh.store.create_link(&board.id, &holder, odd, at(1)).await;
        assert!(matches!(answer, Err(Error::Invalid { .. })), "{answer:?}");
    }
    let nowhere = fresh
        .store
        .create_link("nowhere", &holder, link(Right::View), at(1))
        .await;
    assert!(matches!(nowhere, Err(Error::NotFound)));
    assert!(fresh.store.links(&board.id).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_database_holds_no_secret() {
    let fresh = Fresh::new().await;
    let (board, owner) = fresh.store.create_board(&design(""), None, at(0)).await.unwrap();
    let holder = [owner.clone()];
    let (_, viewer) = fresh
        .store
        .create_link(&board.id, &holder, link(Right::View), at(1))
        .await
        .unwrap();
    let (_, instructor, student) = fresh.store.create_assignment(assignment(), at(2)).await.unwrap();
    fresh.store.close().await;
    let bytes = std::fs::read(fresh.file()).unwrap();
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds(&board.id), "the search finds what is there");
    for secret in [owner, viewer, instructor, student] {
        assert!(!holds(&secret.reveal()));
    }
}

#[tokio::test]
async fn an_owner_sees_the_secrets_of_their_links_again_and_nobody_else_does() {
    let fresh = Fresh::new().await;
    let store = &fresh.store;
    let (board, owner) = store.create_board(&design(""), None, at(0)).await.unwrap();
    let holder = [owner.clone()];
    let made = store
        .create_link(&board.id, &holder, link(Right::View), at(1))
        .await
        .unwrap();
    let (made, secret) = made;
    assert_eq!(store.link_secret(&made.id, &owner).await.unwrap(), Some(secret.clone()));
    assert_eq!(store.link_secret(&made.id, &secret).await.unwrap(), None);
    store.revoke_link(&board.id, &holder, &made.id, at(2)).await.unwrap();
    assert_eq!(store.link_secret(&made.id, &owner).await.unwrap(), None, "revoked");

    let (made, instructor, student) = store.create_assignment(assignment(), at(0)).await.unwrap();
    let link = store.assignment_link(&made.id, Right::Submit).await.unwrap();
    assert_eq!(store.link_secret(&link.id, &instructor).await.unwrap(), Some(student));
    let replaced = store
        .replace_assignment_link(&made.id, std::slice::from_ref(&instructor), Right::Submit, at(3))
        .await
        .unwrap();
    assert_eq!(store.link_secret(&link.id, &instructor).await.unwrap(), None);
    let link = store.assignment_link(&made.id, Right::Submit).await.unwrap();
    assert_eq!(store.link_secret(&link.id, &instructor).await.unwrap(), Some(replaced));
}

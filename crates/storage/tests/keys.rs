//! The server's own keys.

mod common;

use common::{Fresh, at};
use rackboard_storage::Store;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_key_is_made_once_and_stays() {
    let fresh = Fresh::new().await;
    let asking = (0..8).map(|_| {
        let store = fresh.store.clone();
        tokio::spawn(async move { store.server_key("receipts", at(0)).await.unwrap() })
    });
    let mut keys = Vec::new();
    for key in asking.collect::<Vec<_>>() {
        keys.push(key.await.unwrap());
    }
    assert!(keys.iter().all(|key| *key == keys[0]));
    assert_ne!(fresh.store.server_key("others", at(1)).await.unwrap(), keys[0]);
    fresh.store.close().await;
    let again = Store::open_file(&fresh.file()).await.unwrap();
    assert_eq!(again.server_key("receipts", at(2)).await.unwrap(), keys[0]);
}

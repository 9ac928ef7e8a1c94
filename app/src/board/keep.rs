//! What is not saved on the server yet, kept in this browser (IndexedDB): per board one small text.

use crate::canvas::page::window;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode};

const DATABASE: &str = "rackboard";
const STORE: &str = "unsaved";

/// Keeps a text under a name. Done means the browser has it.
pub async fn put(name: &str, text: &str) -> Result<(), JsValue> {
    let store = store(IdbTransactionMode::Readwrite).await?;
    finished(&store.put_with_key(&text.into(), &name.into())?)
        .await
        .map(drop)
}

/// The text kept under a name.
pub async fn get(name: &str) -> Result<Option<String>, JsValue> {
    let store = store(IdbTransactionMode::Readonly).await?;
    Ok(finished(&store.get(&name.into())?).await?.as_string())
}

/// All names under which something is kept.
pub async fn names() -> Result<Vec<String>, JsValue> {
    let store = store(IdbTransactionMode::Readonly).await?;
    let names: js_sys::Array = finished(&store.get_all_keys()?).await?.dyn_into()?;
    Ok(names.iter().filter_map(|name| name.as_string()).collect())
}

/// Forgets a name.
pub async fn forget(name: &str) -> Result<(), JsValue> {
    let store = store(IdbTransactionMode::Readwrite).await?;
    finished(&store.delete(&name.into())?).await.map(drop)
}

async fn store(mode: IdbTransactionMode) -> Result<IdbObjectStore, JsValue> {
    let factory = window()
        .indexed_db()?
        .ok_or_else(|| JsValue::from_str("this browser keeps nothing"))?;
    let request: IdbOpenDbRequest = factory.open_with_u32(DATABASE, 1)?;
    let opening = request.clone();
    let upgrade = Closure::once_into_js(move || {
        if let Ok(database) = opening.result().and_then(JsCast::dyn_into::<IdbDatabase>) {
            // Fails only if the store is there already.
            let _ = database.create_object_store(STORE);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    let database: IdbDatabase = finished(&request).await?.dyn_into()?;
    database.transaction_with_str_and_mode(STORE, mode)?.object_store(STORE)
}

/// The result of a request, once it is there.
async fn finished(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await?;
    request.result()
}

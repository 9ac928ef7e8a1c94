//! `/verify`: whether the receipt in a graded picture can be believed. A plain form; the server puts what it found into the
//! context before it draws the page again.

use leptos::prelude::*;
use rackboard_service::Verified;

use crate::{
    icons::{Glyph, Icon},
    panels::verdict::points,
    site::SitePage,
};

/// What was found in a file that somebody gave.
#[derive(Clone, Debug, PartialEq)]
pub enum Checked {
    /// A receipt, and whether it can be believed.
    Receipt(Box<Verified>),
    /// A design without a receipt.
    None,
    /// Nothing that can be read, and why.
    Unreadable(String),
}

/// The form, and what came of it.
#[component]
pub fn Verify() -> impl IntoView {
    let checked = use_context::<Checked>();
    view! {
        <SitePage title="Check a receipt">
            <header class="page-head">
                <h1>"Check a receipt"</h1>
                <p>
                    "A picture of graded work carries the design and a receipt that this server signed. Drop it here to see "
                    "whether the mark in it is the one that was given, and whether the design is the one that was graded."
                </p>
            </header>
            {checked.map(|checked| view! { <Result checked/> })}
            <form class="card" method="post" action="/verify" enctype="multipart/form-data">
                <div class="field">
                    <label for="file">"Picture or design"</label>
                    <input
                        id="file"
                        name="file"
                        type="file"
                        class="input drop"
                        required
                        accept=".png,.svg,.json"
                        aria-describedby="file-hint"
                    />
                    <p class="hint" id="file-hint">
                        "A graded .rackboard.png or .rackboard.svg. It is looked at and not kept."
                    </p>
                </div>
                <button type="submit" class="button primary">"Check"</button>
            </form>
        </SitePage>
    }
}

#[component]
fn Result(checked: Checked) -> impl IntoView {
    match checked {
        Checked::Receipt(found) => view! { <Found found=*found/> }.into_any(),
        Checked::None => view! {
            <p class="form-error" role="alert">
                "There is no receipt in this file. Take the picture that the page of the graded attempt gives you, unchanged."
            </p>
        }
        .into_any(),
        Checked::Unreadable(reason) => view! { <p class="form-error" role="alert">{reason}</p> }.into_any(),
    }
}

#[component]
fn Found(found: Verified) -> impl IntoView {
    let Verified { receipt, doubt } = found;
    let says = receipt.statement;
    let good = doubt.is_none();
    view! {
        <section class=if good { "card receipt section-tight" } else { "card section-tight" } aria-labelledby="verdict" role="status">
            <h2 id="verdict">
                {if good {
                    view! { <span class="good"><Icon glyph=Glyph::Check/></span> " This receipt is genuine" }.into_any()
                } else {
                    view! { <span class="bad"><Icon glyph=Glyph::Cross/></span> " This receipt proves nothing" }.into_any()
                }}
            </h2>
            {doubt.map(|doubt| view! { <p>{format!("Why: {doubt}.")}</p> })}
            <dl class="facts">
                <div>
                    <dt>{if good { "Score" } else { "Score, as the file claims" }}</dt>
                    <dd>{format!("{} of {} points", points(says.score), points(says.max_score))}</dd>
                </div>
                <div>
                    <dt>"Result"</dt>
                    <dd>{if says.passed { "passed" } else { "not passed" }}</dd>
                </div>
                <div>
                    <dt>"Task"</dt>
                    <dd>{format!("{}, version {}", says.task, says.task_version)}</dd>
                </div>
                <div>
                    <dt>"Graded"</dt>
                    <dd>{says.graded_at}</dd>
                </div>
                <div>
                    <dt>"Receipt number"</dt>
                    <dd><code>{says.submission}</code></dd>
                </div>
                <div>
                    <dt>"Signed with the key"</dt>
                    <dd><code>{receipt.key}</code></dd>
                </div>
            </dl>
        </section>
    }
}

//! `/b/<id>` and `/new`: the frame of the editor with the board's picture in it, readable as the server sends it. The WASM
//! module takes the canvas over and fills the frame, see `start`.

use leptos::{prelude::*, tachys::reactive_graph::OwnedView};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use rackboard_drawing::Short;
use rackboard_editor::Editor;
use rackboard_model::kurbo::Rect;
use rackboard_model::{Document, Value, file};

use crate::{
    api::{
        assignments::load_terms,
        boards::{open_board, titled},
        samples::start_from,
    },
    canvas::markup::{Artist, Layer, Reach, router_of},
    pages::loaded::loaded,
    site::Mark,
};

/// `/b/<id>`: a board.
#[component]
pub fn Board() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    loaded(open_board(id), |opened| {
        // What is stored was written by this program; should it be damaged, an empty board would hide that.
        match file::read(&opened.design) {
            Ok(read) => {
                let boot = vec![
                    ("id", opened.id.into()),
                    ("revision", opened.revision.into()),
                    ("editable", opened.editable.into()),
                ];
                view! { <Frame document=read.document boot/> }.into_any()
            }
            Err(error) => view! { <p class="notice warn" role="alert">{error.to_string()}</p> }.into_any(),
        }
    })
}

/// `/new`: a board that nobody has yet. It is kept in the browser from the first change and on the server a moment later, and
/// then has an address of its own. `?board=` starts from a template, `?task=` with a task, `?assignment=` answers an
/// assignment.
#[component]
pub fn NewBoard() -> impl IntoView {
    let (template, task, assignment) =
        use_query_map().with_untracked(|query| (query.get("board"), query.get("task"), query.get("assignment")));
    Suspend::new(async move {
        let mut document = template.as_deref().and_then(start_from).unwrap_or_default();
        let asked = match &assignment {
            Some(assignment) => load_terms(assignment.clone()).await.ok().map(|terms| terms.task.id),
            None => task,
        };
        if asked.is_some() {
            document.board.task = asked;
        }
        let assignment = assignment.map_or(Value::Null, Value::from);
        let boot = vec![("editable", true.into()), ("assignment", assignment)];
        OwnedView::new(view! { <Frame document boot/> })
    })
}

/// The frame of the editor around a design.
#[component]
fn Frame(
    /// The design.
    document: Document,
    /// What else the module has to know, by name.
    boot: Vec<(&'static str, Value)>,
) -> impl IntoView {
    let title = titled(document.board.title.clone());
    let mut boot: Vec<(String, Value)> = boot.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    // The page gets everything with a place: it has no layout at hand yet.
    let editor = Editor::open(document);
    boot.push(("design".to_owned(), file::to_value(editor.document())));
    // Inside of a script element only this sign could end it.
    let boot = Value::from_iter(boot).to_string().replace('<', "\\u003c");
    let stage = stage(&editor, &title).into_any();
    view! {
        <Title text=title.clone()/>
        <a class="skip-link" href="#canvas">"Skip to the board"</a>
        <div class="board">
            <div id="bar" class="bar-place">
                <header class="topbar">
                    <a class="topbar-home" href="/" aria-label="Rackboard: start page"><Mark/></a>
                    <span class="topbar-title">{title}</span>
                </header>
            </div>
            <div class="bench">
                <div id="palette" class="palette-place"></div>
                {stage}
                <aside id="side" class="side" aria-label="Checks and properties"></aside>
            </div>
            <div id="summary" class="summary-place"></div>
            <div id="dialogs"></div>
        </div>
        <script type="application/json" id="boot" inner_html=boot></script>
    }
    .into_any()
}

/// The canvas with the picture of a design.
fn stage(editor: &Editor, title: &str) -> impl IntoView + use<> {
    let router = router_of(editor.document(), editor.index());
    let artist = Artist::new(editor.document(), editor.index(), &router, Reach::Near);
    let layers = Layer::ALL.map(|layer| format!("<g>{}</g>", artist.draw_layer(layer)));
    let layers = format!("<g>{}</g>", layers.concat());
    let frame = editor.extent().unwrap_or(Rect::ZERO).inflate(48.0, 48.0);
    let (width, height) = (Short(frame.width()).to_string(), Short(frame.height()).to_string());
    view! {
        <main id="main" class="stage">
            <div
                id="canvas"
                class="canvas"
                tabindex="0"
                role="application"
                aria-roledescription="whiteboard"
                aria-label=format!("{title}: whiteboard")
            >
                <div class="world">
                    <svg
                        class="scene"
                        viewBox=format!("{} {} {width} {height}", Short(frame.x0), Short(frame.y0))
                        width=width
                        height=height
                        inner_html=layers
                    ></svg>
                </div>
                <svg class="overlay" aria-hidden="true"></svg>
                <div id="canvas-fields"></div>
            </div>
            <div id="stage"></div>
        </main>
    }
}

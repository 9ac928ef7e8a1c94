//! The bar below the board: what is true of it in a few figures. Each figure switches on what shows it on the board.

use super::page::Look;
use crate::html::{Esc, put};
use crate::icons::Glyph;
use crate::panels::lenses::{Figures, Lens};

/// The bar.
pub fn draw(look: &Look, out: &mut String) {
    out.push_str("<footer class=\"summary\" aria-label=\"What is true of the board\">");
    match &look.state.lenses.figures {
        Some(figures) => {
            out.push_str("<div class=\"figures\" role=\"group\" aria-label=\"Show on the board\">");
            let words = availability(figures);
            figure(look, out, Lens::Heat, Glyph::Clock, &words, figures.up);
            for (lens, glyph, count, words) in counts(figures) {
                figure(look, out, lens, glyph, &words, count == 0);
            }
            out.push_str("</div>");
        }
        None => out.push_str("<p>Draw a user and what answers: what is true of it appears here.</p>"),
    }
    put!(
        out,
        "<button type=\"button\" class=\"button small\" data-do=\"drill\" aria-pressed=\"{}\" title=\"Failure drill (Shift+K)\">\
        {}Failure drill</button></footer>",
        look.state.drill.is_some(),
        Glyph::Bolt
    );
}

/// How much of the time the service works, and how long a year it does not; apart where writing fares otherwise than reading.
fn availability(figures: &Figures) -> String {
    let ([read, down], [write, longer]) = (&figures.read, &figures.write);
    if !figures.up {
        "<strong>Does not work</strong>".to_owned()
    } else if read == write {
        format!("<strong>{}</strong> available, down {}", Esc(read), Esc(down))
    } else {
        format!(
            "<strong>{}</strong> reading, <strong>{}</strong> writing, down {}",
            Esc(read),
            Esc(write),
            Esc(longer)
        )
    }
}

/// The other figures, each with what shows it.
fn counts(figures: &Figures) -> [(Lens, Glyph, usize, String); 5] {
    let say = |count: usize, one: &str, many: &str| match count {
        0 => format!("<strong>No</strong> {one}"),
        1 => format!("<strong>1</strong> {one}"),
        count => format!("<strong>{count}</strong> {many}"),
    };
    [
        (
            Lens::Heat,
            Glyph::Warning,
            figures.spofs,
            say(figures.spofs, "single point of failure", "single points of failure"),
        ),
        (
            Lens::Encryption,
            Glyph::Lock,
            figures.clear,
            say(figures.clear, "clear hop", "clear hops"),
        ),
        (
            Lens::Guards,
            Glyph::Shield,
            figures.unguarded,
            say(figures.unguarded, "unguarded server", "unguarded servers"),
        ),
        (
            Lens::Watch,
            Glyph::Eye,
            figures.unwatched,
            say(figures.unwatched, "unwatched server", "unwatched servers"),
        ),
        (
            Lens::Reach,
            Glyph::Wire,
            figures.unreached,
            say(figures.unreached, "part out of reach", "parts out of reach"),
        ),
    ]
}

fn figure(look: &Look, out: &mut String, lens: Lens, glyph: Glyph, words: &str, good: bool) {
    put!(
        out,
        "<button type=\"button\" class=\"figure {}\" data-do=\"lens\" data-arg=\"{}\" aria-pressed=\"{}\" title=\"{} on the board\">\
        {glyph}<span>{words}</span></button>",
        if good { "good" } else { "bad" },
        lens as usize,
        look.state.through[lens as usize],
        super::lenses::name(lens)
    );
}

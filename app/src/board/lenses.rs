//! What is shown over the board: a switch for each lens, and the legend of those that are on.

use super::page::{Look, Page};
use crate::html::put;
use crate::panels::lenses::Lens;

/// What a lens is called.
pub const fn name(lens: Lens) -> &'static str {
    match lens {
        Lens::Heat => "What costs most",
        Lens::Encryption => "Encryption",
        Lens::Guards => "Firewalls",
        Lens::Watch => "Monitoring",
        Lens::Reach => "Reach",
    }
}

/// What its looks mean: a word of the style sheet and the words beside it.
const fn looks(lens: Lens) -> &'static [(&'static str, &'static str)] {
    match lens {
        Lens::Heat => &[
            ("hot", "Its failure alone stops the service"),
            ("warm", "While it is down, little reserve is left"),
            ("mild", "Others take over"),
        ],
        Lens::Encryption => &[
            ("sealed", "Encrypted"),
            ("clear", "Clear text: can be read on the way"),
            ("ends", "Here TLS ends"),
        ],
        Lens::Guards => &[("guarded", "Behind a firewall"), ("unguarded", "Open: no firewall")],
        Lens::Watch => &[("watched", "Watched by an agent"), ("unwatched", "Nobody watches")],
        Lens::Reach => &[
            ("reached", "Requests come this way"),
            ("unreached", "No request gets here"),
        ],
    }
}

/// Switches a lens on or off.
pub fn switch(page: Page, arg: &str) {
    let place = arg.parse::<usize>().ok();
    let said = page.set(|state| {
        let on = state.through.get_mut(place?)?;
        *on = !*on;
        let lens = Lens::ALL.into_iter().nth(place?)?;
        Some(format!(
            "{} {}",
            name(lens),
            if *on { "shown" } else { "no longer shown" }
        ))
    });
    if let Some(said) = said {
        page.desk().say(said);
    }
}

/// The legend of what is shown.
pub fn legend(look: &Look, out: &mut String) {
    let shown = Lens::ALL.into_iter().filter(|lens| look.state.through[*lens as usize]);
    let mut shown = shown.peekable();
    if shown.peek().is_none() {
        return;
    }
    out.push_str("<section class=\"legend\" aria-label=\"Legend\">");
    for lens in shown {
        put!(out, "<div data-k=\"{0}\"><h3>{0}</h3><ul>", name(lens));
        for (class, words) in looks(lens) {
            put!(
                out,
                "<li><svg class=\"marks\" viewBox=\"0 0 28 16\" aria-hidden=\"true\">{}</svg>{words}</li>",
                sample(class)
            );
        }
        if lens == Lens::Heat {
            out.push_str("<li>Figures: the outage a year that each costs</li>");
        }
        out.push_str("</ul></div>");
    }
    out.push_str("</section>");
}

fn sample(class: &str) -> String {
    if matches!(class, "sealed" | "clear" | "reached") {
        return format!("<path class=\"way {class}\" d=\"M2 8H26\"/>");
    }
    let sign = super::marks::sign(class);
    format!(
        "<rect class=\"frame {class}\" x=\"2\" y=\"2\" width=\"24\" height=\"12\" rx=\"3\"/>\
        <path class=\"sign {class}\" transform=\"translate(9 3) scale(0.42)\" d=\"{}\"/>",
        sign.path()
    )
}

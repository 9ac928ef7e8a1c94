//! Pictures of a design, and files as designs: a chunk of their own, loaded when the first one is asked for.

use crate::canvas::page::{document as page, window};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use js_sys::{Array, Promise, Uint8Array};
use rackboard_drawing::{Fonts, Look, Options, Scene, View, pdf, svg, svg_with_outlines};
use rackboard_interchange::{Read, Which, embed_png, embed_svg, read_page};
use rackboard_model::{Document, Kind};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, Response, Url};

/// No browser draws a larger picture (pixels a side).
const MAX_SIDE: f64 = 16_384.0;

/// How a design becomes a picture.
#[derive(Clone, Debug, Default)]
pub struct Shot {
    /// Theme, background and padding.
    pub options: Options,
    /// What of it is drawn.
    pub view: View,
    /// Whether the design is put into the picture, so that it can be opened again.
    pub source: bool,
}

/// Has the chunk at hand, so that an export does not wait for it and needs no network.
#[allow(unsafe_code, reason = "the macro exports the function by name")]
#[wasm_split_helpers::wasm_split(export)]
pub fn prepare() {}

/// The SVG picture of a design.
#[allow(unsafe_code, reason = "the macro exports the function by name")]
#[wasm_split_helpers::wasm_split(export)]
pub fn to_svg(document: Document, shot: Shot) -> String {
    let drawn = svg(&Scene::with(&document, &shot.view), &shot.options);
    if shot.source {
        embed_svg(&drawn, &document)
    } else {
        drawn
    }
}

/// The SVG picture of a design, with outlines in place of letters.
#[allow(unsafe_code, reason = "the macro exports the function by name")]
#[wasm_split_helpers::wasm_split(export)]
fn outlines(document: Document, shot: Shot, [regular, semibold, hand]: [Vec<u8>; 3]) -> String {
    let fonts = Fonts {
        regular: &regular,
        semibold: &semibold,
        hand: &hand,
    };
    let drawn = svg_with_outlines(&Scene::with(&document, &shot.view), &shot.options, fonts);
    if shot.source {
        embed_svg(&drawn, &document)
    } else {
        drawn
    }
}

/// A design as a page for print.
#[allow(unsafe_code, reason = "the macro exports the function by name")]
#[wasm_split_helpers::wasm_split(export)]
fn page_of(document: Document, shot: Shot, [regular, semibold, hand]: [Vec<u8>; 3]) -> Vec<u8> {
    let fonts = Fonts {
        regular: &regular,
        semibold: &semibold,
        hand: &hand,
    };
    pdf(&Scene::with(&document, &shot.view), &shot.options, fonts)
}

/// A style sheet that holds these fonts: family, weight and file of each.
#[allow(unsafe_code, reason = "the macro exports the function by name")]
#[wasm_split_helpers::wasm_split(export)]
fn sheet(fonts: Vec<(&'static str, &'static str, Vec<u8>)>) -> String {
    let mut sheet = String::new();
    for (family, weight, file) in fonts {
        sheet.push_str("@font-face{font-family:\"");
        sheet.push_str(family);
        sheet.push_str("\";font-weight:");
        sheet.push_str(weight);
        sheet.push_str(";src:url(data:font/woff2;base64,");
        STANDARD.encode_string(&file, &mut sheet);
        sheet.push_str(")}");
    }
    sheet
}

/// The PDF file of a design.
pub async fn to_pdf(document: Document, shot: Shot) -> Result<Vec<u8>, String> {
    let fonts = letters(&shot).await?;
    Ok(page_of(document, shot, fonts).await)
}

/// The SVG picture of a design, which looks the same where our fonts are missing.
pub async fn to_outlines(document: Document, shot: Shot) -> Result<String, String> {
    let fonts = letters(&shot).await?;
    Ok(outlines(document, shot, fonts).await)
}

/// The fonts that a picture is written with; those that it does not need stay empty.
async fn letters(shot: &Shot) -> Result<[Vec<u8>; 3], String> {
    let loaded = async {
        let by_hand = shot.options.look == Look::Sketch;
        Ok::<_, JsValue>(if by_hand {
            [Vec::new(), Vec::new(), load("/fonts/patrick-hand.ttf").await?]
        } else {
            let regular = load("/fonts/inter-regular.ttf").await?;
            [regular, load("/fonts/inter-semibold.ttf").await?, Vec::new()]
        })
    };
    let refusal = "The fonts cannot be loaded now. Try again with a network, or save an SVG with text.";
    loaded.await.map_err(|_| refusal.to_owned())
}

async fn load(path: &str) -> Result<Vec<u8>, JsValue> {
    let answer: Response = JsFuture::from(window().fetch_with_str(path)).await?.dyn_into()?;
    if !answer.ok() {
        return Err(JsValue::NULL);
    }
    Ok(Uint8Array::new(&JsFuture::from(answer.array_buffer()?).await?).to_vec())
}

/// Our fonts for a picture that a browser draws by itself: it knows none of the page. None where they cannot be loaded; then
/// the picture shows the fonts of this machine.
async fn fonts_inside(look: Look) -> String {
    let files: &[(&str, &str, &str)] = match look {
        Look::Clean => &[
            ("Inter", "400", "/fonts/inter-regular.woff2"),
            ("Inter", "600", "/fonts/inter-semibold.woff2"),
        ],
        Look::Sketch => &[("Patrick Hand", "400", "/fonts/patrick-hand.woff2")],
    };
    let mut fonts = Vec::new();
    for &(family, weight, path) in files {
        if let Ok(file) = load(path).await {
            fonts.push((family, weight, file));
        }
    }
    sheet(fonts).await
}

/// Puts a design into the picture of it.
#[allow(unsafe_code, reason = "the macro exports the function by name")]
#[wasm_split_helpers::wasm_split(export)]
fn with_source(picture: Vec<u8>, document: Document) -> Result<Vec<u8>, String> {
    embed_png(&picture, &document).map_err(|error| error.to_string())
}

/// The design in a file, on the page with this number or on that which shows most of what is wanted; or why there is none.
#[allow(unsafe_code, reason = "the macro exports the function by name")]
#[wasm_split_helpers::wasm_split(export)]
pub fn read(bytes: Vec<u8>, page: Option<usize>, wanted: Vec<(Kind, usize)>) -> Result<Read, String> {
    let which = match page {
        Some(page) => Which::Number(page),
        None if wanted.is_empty() => Which::Fullest,
        None => Which::Showing(&wanted),
    };
    read_page(&bytes, which).map_err(|error| error.to_string())
}

/// The PNG picture of a design; `scale` pixels a board unit.
pub async fn to_png(document: Document, shot: Shot, scale: f64) -> Result<Vec<u8>, String> {
    let source = shot.source;
    let options = Options {
        sheet: fonts_inside(shot.options.look).await,
        ..shot.options
    };
    let inner = Shot {
        options,
        source: false,
        ..shot
    };
    let drawn = to_svg(document.clone(), inner).await;
    let picture = raster(&drawn, scale).await;
    let picture =
        picture.map_err(|_| "This browser could not draw the picture. Try a smaller scale, or SVG.".to_owned())?;
    if source {
        with_source(picture, document).await
    } else {
        Ok(picture)
    }
}

/// What the browser makes of an SVG picture, as a PNG file.
async fn raster(picture: &str, scale: f64) -> Result<Vec<u8>, JsValue> {
    let image = HtmlImageElement::new()?;
    let address = address(picture.as_bytes(), "image/svg+xml")?;
    image.set_src(&address);
    let decoded = JsFuture::from(image.decode()).await;
    Url::revoke_object_url(&address)?;
    decoded?;
    let (width, height) = (f64::from(image.natural_width()), f64::from(image.natural_height()));
    let scale = scale.min(MAX_SIDE / width.max(height).max(1.0));
    let canvas: HtmlCanvasElement = page().create_element("canvas")?.dyn_into()?;
    canvas.set_width((width * scale) as u32);
    canvas.set_height((height * scale) as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width * scale, height * scale)?;
    let promise = Promise::new(&mut |resolve, reject| {
        let take = Closure::once_into_js(move |blob: Option<Blob>| {
            let answered = match blob {
                Some(blob) => resolve.call1(&JsValue::NULL, &blob),
                None => reject.call0(&JsValue::NULL),
            };
            drop(answered);
        });
        // Where this fails the picture is too large, and the promise stays open for ever: refuse instead.
        drop(canvas.to_blob(take.unchecked_ref()));
    });
    bytes_of(&JsFuture::from(promise).await?.dyn_into()?).await
}

/// What is in a file.
pub async fn bytes_of(file: &Blob) -> Result<Vec<u8>, JsValue> {
    let buffer = JsFuture::from(file.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// Bytes as the browser's own.
pub fn blob(bytes: &[u8], kind: &str) -> Result<Blob, JsValue> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_u8_array_sequence_and_options(&parts, &options)
}

/// An address in this page under which the browser finds these bytes.
pub fn address(bytes: &[u8], kind: &str) -> Result<String, JsValue> {
    Url::create_object_url_with_blob(&blob(bytes, kind)?)
}

/// The whole drawing, as the export dialog gives it: text, or the bytes of a PNG file.
pub async fn picture(document: Document, png: bool) -> Result<JsValue, String> {
    let shot = Shot {
        source: true,
        ..Shot::default()
    };
    if png {
        let bytes = to_png(document, shot, 1.0).await?;
        return Ok(Uint8Array::from(bytes.as_slice()).into());
    }
    Ok(to_svg(document, shot).await.into())
}

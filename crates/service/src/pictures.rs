use crate::{Error, Result, Service};
use rackboard_drawing::{Options, Scene, png, svg};
use rackboard_model::Document;
use rackboard_storage::Error as StorageError;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// How many pictures are drawn at once; others wait. Drawing takes a core and, for a large PNG, 130 MB.
const AT_ONCE: usize = 2;
/// The longest side of a preview in pixels.
const PREVIEW_SIDE: f64 = 1200.0;

/// The places at the drawing table.
#[derive(Clone, Debug)]
pub(crate) struct Table(Arc<Semaphore>);

impl Default for Table {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

/// Pictures of boards: the drawing and nothing else, no answers, no source.
impl Service {
    /// A PNG for chat applications, at most 1200 pixels a side.
    pub async fn preview_png(&self, token: &str) -> Result<Vec<u8>> {
        let document = self.shared_board(token).await?.design()?;
        self.draw(document, |scene| {
            let options = Options::default();
            let side = scene.bounds.width().max(scene.bounds.height()) + 2.0 * options.padding;
            let scale = (PREVIEW_SIDE / side.max(1.0)).min(2.0);
            // Between a thousandth and two.
            png(scene, &options, scale as f32).map_err(|error| Error::Undrawable(error.to_string()))
        })
        .await
    }

    /// An SVG file.
    pub async fn preview_svg(&self, token: &str) -> Result<Vec<u8>> {
        let document = self.shared_board(token).await?.design()?;
        self.draw(document, as_svg).await
    }

    /// A picture of any design.
    pub async fn design_svg(&self, document: Document) -> Result<Vec<u8>> {
        self.draw(document, as_svg).await
    }

    pub(crate) async fn draw(
        &self,
        document: Document,
        picture: impl FnOnce(&Scene) -> Result<Vec<u8>> + Send + 'static,
    ) -> Result<Vec<u8>> {
        let place = self.table.0.acquire().await;
        let drawn = tokio::task::spawn_blocking(move || picture(&Scene::of(&document))).await;
        drop(place);
        drawn.unwrap_or_else(|error| {
            Err(StorageError::Damaged {
                what: "picture",
                reason: error.to_string(),
            }
            .into())
        })
    }
}

#[allow(clippy::unnecessary_wraps, reason = "a picture of the drawing table can fail")]
fn as_svg(scene: &Scene) -> Result<Vec<u8>> {
    Ok(svg(scene, &Options::default()).into_bytes())
}

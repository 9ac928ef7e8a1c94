//! The verdict on a design, the same in the browser and on the server.

pub mod failure;
#[cfg(any(feature = "browser", test))]
pub mod family;
#[cfg(any(feature = "browser", test))]
pub mod lenses;
pub mod live;
pub mod verdict;
#[cfg(any(feature = "browser", test))]
pub mod way;

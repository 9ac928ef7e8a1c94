//! The verdict on a design, the same in the browser and on the server.

#[cfg(any(feature = "browser", test))]
pub mod family;
pub mod live;
pub mod verdict;
#[cfg(any(feature = "browser", test))]
pub mod way;

//! Which board of this browser answers which assignment. The board itself does not say: files travel.

use crate::canvas::page::window;

/// Remembers that a board answers an assignment.
pub fn keep(board: &str, assignment: &str) {
    if let Some(storage) = storage() {
        // Where nothing may be kept, the student's page still takes a file.
        let _ = storage.set_item(&format!("assignment-of/{board}"), assignment);
        let _ = storage.set_item(&format!("board-for/{assignment}"), board);
    }
}

/// The assignment that a board answers.
pub fn assignment_of(board: &str) -> Option<String> {
    storage()?.get_item(&format!("assignment-of/{board}")).ok()?
}

/// The board that answers an assignment.
pub fn board_for(assignment: &str) -> Option<String> {
    storage()?.get_item(&format!("board-for/{assignment}")).ok()?
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok()?
}

#![no_main]
//! A file as it is dropped: any bytes.

use libfuzzer_sys::fuzz_target;
use rackboard_model::file;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(read) = rackboard_interchange::read(bytes) {
        let again = file::read(&file::write(&read.document)).expect("what opens can be saved");
        assert_eq!(again.document, read.document);
    }
});

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| laws::http_path::check(&String::from_utf8_lossy(input)));

//! Any bytes as a report in the published form. What passes comes out as it came in.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tollbook_publish::wire::v1::{LineOut, Report, read_claims};

fuzz_target!(|bytes: &[u8]| {
    let Ok(report) = serde_json::from_slice::<Report>(bytes) else {
        return;
    };
    if let Ok(reading) = report.to_reading() {
        let line = LineOut::from_reading("fuzz".into(), &report.text, &reading);
        let again =
            read_claims(&report.text, &line.claims, &line.problems).expect("it was taken before");
        assert_eq!(
            LineOut::from_reading("fuzz".into(), &report.text, &again),
            line
        );
    }
});

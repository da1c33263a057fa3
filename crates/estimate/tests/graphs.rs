//! Averaging over decomposable graphs against dga 2.0.2 of Johndrow, Lum and Ball.

mod known;

use known::{Rows, close, table};
use tollbook_estimate::graphs::{GraphSettings, average};
use tollbook_estimate::loglinear::Cells;

const PRIOR: GraphSettings = GraphSettings {
    delta: None,
    most_unseen: None,
};

/// The prior where nothing is asked for allows as many unseen as each row of the peer did.
#[test]
fn the_posterior_is_the_peers() {
    for file in ["dga_bma.csv", "dga_bma_sim.csv"] {
        for row in Rows::read(file).iter() {
            let set = row.text("set");
            let found = average(&Cells::of(&table(set)), PRIOR);
            assert_eq!(found.most_unseen as f64, row.number("Nmiss_max"), "{set}");
            close(set, found.mean, row.number("mean"), 1e-6);
            let points = [found.low, found.median, found.high];
            let wanted = ["q025", "q50", "q975"].map(|q| row.number(q));
            assert_eq!(points, wanted, "{set}");
            let best = &found.graphs[0];
            assert_eq!(best.graph.name(), row.text("map_graph"), "{set}");
            close(set, best.probability, row.number("p_map_graph"), 1e-6);
            // Below this, graphs are left out whose weight decides.
            let [at_edge, wanted] =
                [found.at_edge, row.number("p_at_Nmiss_max")].map(|p| p.max(1e-12));
            close(set, at_edge, wanted, 1e-5);
        }
    }
}

/// UK 2013, merged to five lists: peaks near 11,700 and 24,300.
#[test]
fn two_peaks_are_seen() {
    let peaks = |set| average(&Cells::of(&table(set)), PRIOR).peaks;
    let uk = peaks("uk2013_5");
    assert_eq!(uk.len(), 2, "{uk:?}");
    assert!(
        (uk[0] - 11_700.0).abs() < 400.0 && (uk[1] - 24_300.0).abs() < 800.0,
        "{uk:?}"
    );
    assert_eq!(peaks("kosovo1999").len(), 1);
}

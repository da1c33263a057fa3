//! The incidents of a release as GeoJSON, with the points that may be told.

use super::table::View;
use crate::geojson::{self, Where};

pub(super) fn export(view: &View<'_, '_>) -> String {
    geojson::export_with(view.record, |incident| {
        let place = view.publication.place(incident.place);
        // The entry and the reason for it can name what is not to be told.
        Where {
            name: place.name,
            located: place.located,
            ..Where::default()
        }
    })
}

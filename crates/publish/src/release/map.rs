//! The incidents of a release as GeoJSON, with the points that may be told.

use super::table::View;
use crate::geojson;

pub(super) fn export(view: &View<'_, '_>) -> String {
    geojson::export_with(view.record, |incident| {
        let place = view.publication.place(incident.place);
        (place.name, place.point)
    })
}

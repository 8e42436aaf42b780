use credence_types::ImageId;

use crate::app::App;
use crate::audit::Actor;
use crate::case_image::{ImageContent, open_image};
use crate::fault::Fault;
use crate::mine::PersonInside;
use crate::mine::record::own_row;

/// Opens one of the person's own photographs as it was sent; `None` when there is none of that id.
/// Audited.
///
/// # Errors
/// When the database or the object store is out of reach, or the object is damaged.
pub async fn own_image(
    app: &App,
    person: &PersonInside,
    image: ImageId,
) -> Result<Option<ImageContent>, Fault> {
    let row = own_row(app, person).await?;
    open_image(app, &row, image, (Actor::Person, "image_opened")).await
}

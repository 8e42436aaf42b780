use bytes::Bytes;
use credence_types::{ErrorChain, Redacted};

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::case::{HistoryLine, history};
use crate::case_image::read_image;
use crate::fault::Fault;
use crate::mine::PersonInside;
use crate::mine::record::{OwnImage, OwnRecord, own_row, read_record};
use crate::sealing::SessionKey;

/// Everything about a person's session, to take along (GDPR Art. 15 and 20).
#[derive(Debug)]
pub struct OwnCopy {
    /// What the page shows.
    pub record: OwnRecord,
    /// What happened, who looked included; without names and reasons of others.
    pub history: Vec<HistoryLine>,
    /// The photographs, as they were sent.
    pub photographs: Vec<OwnPhotograph>,
}

/// A photograph with its bytes.
#[derive(Debug)]
pub struct OwnPhotograph {
    /// What it is.
    pub image: OwnImage,
    /// The bytes; `None` where the stored object cannot be opened.
    pub bytes: Option<Redacted<Bytes>>,
}

/// Gives the person a copy of everything. Audited.
///
/// # Errors
/// When the database is out of reach.
pub async fn own_copy(app: &App, person: &PersonInside) -> Result<OwnCopy, Fault> {
    let row = own_row(app, person).await?;
    let mut photographs = Vec::new();
    let record = read_record(app, &row).await?;
    for image in &record.images {
        let bytes = match read_image(app, &row, image.id).await {
            Ok(found) => found.map(|(_, content)| content.bytes),
            Err(fault) => {
                let error = ErrorChain(&fault);
                tracing::warn!(session = %row.id, image = %image.id, %error, "open a photograph for its person");
                None
            }
        };
        photographs.push(OwnPhotograph {
            image: image.clone(),
            bytes,
        });
    }
    let key = SessionKey::open_for(app, &row)?;
    let mut history = history(app, &row, key.as_ref()).await?;
    for line in &mut history {
        line.actor_name = None;
        line.reason = None;
    }
    let images = i64::try_from(photographs.len()).unwrap_or(i64::MAX);
    let act = Act::new(person.tenant, Actor::Person, "person_downloaded")
        .about(person.session)
        .with_number("images", images);
    let mut transaction = app.pool.begin().await?;
    append(&mut transaction, act, app.now()).await?;
    transaction.commit().await?;
    Ok(OwnCopy {
        record,
        history,
        photographs,
    })
}

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use credence_dcs_protocol::Profile;
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyUsagePurpose, date_time_ymd,
};

use super::item::Item;

/// What the service's own certificates last.
const LEAF_LIFETIME: TimeDelta = TimeDelta::days(365);
const AUTHORITY_LIFETIME: TimeDelta = TimeDelta::days(20 * 365);
/// A certificate is valid a day before it is made, for clients whose clocks are behind.
const HEAD_START: TimeDelta = TimeDelta::days(1);
/// A certificate this near its end is made anew at the next start.
const LEAF_RENEWAL: TimeDelta = TimeDelta::days(60);
/// Longer than any leaf lasts.
const AUTHORITY_RENEWAL: TimeDelta = TimeDelta::days(400);

/// A client's certificate for a use, all but the subject: what a request asks for besides is not given.
pub(crate) fn client_parameters(
    profile: Profile,
    subject: DistinguishedName,
    now: DateTime<Utc>,
) -> CertificateParams {
    let mut parameters = dated(subject, now - HEAD_START, now + LEAF_LIFETIME);
    match profile {
        Profile::Tls => {
            parameters.key_usages = vec![
                KeyUsagePurpose::DigitalSignature,
                KeyUsagePurpose::KeyEncipherment,
            ];
            parameters.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        }
        Profile::JsonSigning => parameters.key_usages = vec![KeyUsagePurpose::DigitalSignature],
        Profile::JsonEncryption => parameters.key_usages = vec![KeyUsagePurpose::KeyEncipherment],
    }
    parameters
}

/// Whether a certificate ends too soon to go on with.
pub(crate) fn is_near_end(item: Item, not_after: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    let margin = match item {
        // Ended from the beginning, or nobody's.
        Item::DcsExpiredSigning | Item::Stranger => return false,
        Item::Root | Item::Intermediate => AUTHORITY_RENEWAL,
        Item::ServerTls
        | Item::DcsSigning
        | Item::DcsEncryption
        | Item::ClientTls
        | Item::ClientSigning
        | Item::ClientEncryption => LEAF_RENEWAL,
    };
    not_after - now < margin
}

/// What the certificate of an item says.
pub(crate) fn parameters(
    item: Item,
    server_names: &[String],
    now: DateTime<Utc>,
) -> Result<CertificateParams, rcgen::Error> {
    let stamp = now.format("%Y%m%d%H%M%S");
    let ours = |what: &str| subject("Credence DCS Simulator", &format!("{what} ({stamp})"));
    let client = |profile: Profile| {
        let name = profile.name();
        let day = now.format("%Y-%m-%d");
        let name = format!("Credence {name} Integration {day}");
        client_parameters(profile, subject("Credence", &name), now)
    };
    Ok(match item {
        Item::Root => authority(ours("DCS Simulator Root CA"), 1, now),
        Item::Intermediate => authority(ours("DCS Simulator Test CA"), 0, now),
        Item::ServerTls => {
            let mut server = client_parameters(Profile::Tls, ours("DCS Simulator TLS"), now);
            server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
            server.subject_alt_names = CertificateParams::new(server_names)?.subject_alt_names;
            server
        }
        Item::DcsSigning => {
            client_parameters(Profile::JsonSigning, ours("DCS Simulator Signing"), now)
        }
        Item::DcsEncryption => client_parameters(
            Profile::JsonEncryption,
            ours("DCS Simulator Encryption"),
            now,
        ),
        Item::DcsExpiredSigning => client_parameters(
            Profile::JsonSigning,
            ours("DCS Simulator Expired Signing"),
            now - LEAF_LIFETIME - LEAF_LIFETIME,
        ),
        Item::Stranger => {
            let name = ours("Nobody's Key");
            let mut stranger = dated(name, now - HEAD_START, now + AUTHORITY_LIFETIME);
            stranger.key_usages = vec![
                KeyUsagePurpose::DigitalSignature,
                KeyUsagePurpose::KeyEncipherment,
            ];
            stranger
        }
        Item::ClientTls => client(Profile::Tls),
        Item::ClientSigning => client(Profile::JsonSigning),
        Item::ClientEncryption => client(Profile::JsonEncryption),
    })
}

/// What every server certificate names, and the names given.
pub(crate) fn all_server_names(given: &[String]) -> Vec<String> {
    let mut names: Vec<String> = ["localhost", "127.0.0.1", "::1"].map(str::to_owned).into();
    for name in given {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

fn subject(organisation: &str, name: &str) -> DistinguishedName {
    let mut subject = DistinguishedName::new();
    subject.push(DnType::CountryName, "GB");
    subject.push(DnType::OrganizationName, organisation);
    subject.push(DnType::CommonName, name);
    subject
}

fn authority(subject: DistinguishedName, path_length: u8, now: DateTime<Utc>) -> CertificateParams {
    let mut parameters = dated(subject, now - HEAD_START, now + AUTHORITY_LIFETIME);
    parameters.is_ca = IsCa::Ca(BasicConstraints::Constrained(path_length));
    parameters.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    parameters
}

fn dated(
    subject: DistinguishedName,
    not_before: DateTime<Utc>,
    not_after: DateTime<Utc>,
) -> CertificateParams {
    let instant = |at: DateTime<Utc>| {
        let seconds = u64::try_from(at.timestamp()).unwrap_or(0);
        date_time_ymd(1970, 1, 1) + Duration::from_secs(seconds)
    };
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name = subject;
    parameters.not_before = instant(not_before);
    parameters.not_after = instant(not_after);
    parameters.is_ca = IsCa::ExplicitNoCa;
    parameters.use_authority_key_identifier_extension = true;
    parameters
}

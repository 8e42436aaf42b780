//! Messages that must not be opened, each with the reason for which it is refused.

mod headers;
mod parties;
mod texts;

use credence_dcs_protocol::{OpenError, ThumbprintRule};

use crate::message::Message;
use crate::party::{SENDER, now, opener};

/// Name, message, reason.
type Refusals = Vec<(String, String, OpenError)>;

fn push(
    list: &mut Refusals,
    name: impl Into<String>,
    expected: OpenError,
    edit: impl FnOnce(&mut Message),
) {
    let mut message = Message::new();
    edit(&mut message);
    list.push((name.into(), message.build(), expected));
}

/// Asks both ends: a server that demands thumbprints and a client that does not.
fn refuse(list: Refusals) -> usize {
    for (name, message, expected) in &list {
        for rule in [ThumbprintRule::Required, ThumbprintRule::Optional] {
            let opened = opener(rule).open(message.as_bytes(), now());
            assert_eq!(opened.err(), Some(*expected), "{name}");
        }
    }
    list.len()
}

#[test]
fn the_message_of_the_tests_is_right_to_begin_with() {
    let opened = opener(ThumbprintRule::Required).open(Message::new().build().as_bytes(), now());
    assert!(opened.is_ok(), "{:?}", opened.err());
}

#[test]
fn hostile_messages_are_refused_for_the_right_reason() {
    let mut list = Refusals::new();
    for fill in [
        headers::algorithms,
        headers::headers,
        parties::signers,
        parties::mixed_signers,
        parties::recipients,
        texts::ciphertexts,
        texts::forms,
        texts::signatures,
    ] {
        fill(&mut list);
    }
    let count = refuse(list);
    assert!(count >= 190, "{count}");
}

#[test]
fn a_server_wants_every_thumbprint_and_a_type() {
    let bare = r#"{"alg":"RS256"}"#;
    let with_sha1 = format!(
        r#"{{"alg":"RS256","x5t":"{}"}}"#,
        SENDER.certificate.sha1_thumbprint()
    );
    type SetHeader = fn(&mut Message, &str);
    let cases: [(SetHeader, &str, OpenError); 4] = [
        (
            |message, header| message.outer_header = header.to_owned(),
            bare,
            OpenError::NoThumbprint,
        ),
        (
            |message, header| message.inner_header = header.to_owned(),
            bare,
            OpenError::NoThumbprint,
        ),
        (
            |message, header| message.outer_header = header.to_owned(),
            &with_sha1,
            OpenError::NoThumbprint,
        ),
        (
            |message, header| message.encryption_header = header.to_owned(),
            r#"{"alg":"RSA-OAEP-256","enc":"A128CBC-HS256"}"#,
            OpenError::Type,
        ),
    ];
    for (edit, header, expected) in cases {
        let build = || {
            let mut message = Message::new();
            edit(&mut message, header);
            message.build()
        };
        let strict = opener(ThumbprintRule::Required).open(build().as_bytes(), now());
        assert_eq!(strict.err(), Some(expected), "{header}");
        let lenient = opener(ThumbprintRule::Optional).open(build().as_bytes(), now());
        assert!(lenient.is_ok(), "{header}: {:?}", lenient.err());
    }
}

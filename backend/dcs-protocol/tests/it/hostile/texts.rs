//! What is not in compact form, or was altered on the way.

use aws_lc_rs::signature::RSA_PKCS1_SHA256;
use base64_simd::URL_SAFE_NO_PAD;
use credence_dcs_protocol::OpenError;

use super::{Refusals, push};
use crate::message::{Edit, Message, encoded, signed};
use crate::party::SENDER;

/// Every part of the encrypted text, altered, emptied, shortened and lengthened.
pub(super) fn ciphertexts(list: &mut Refusals) {
    fn part(text: &str, index: usize, edit: fn(Vec<u8>) -> Vec<u8>) -> String {
        let mut parts: Vec<String> = text.split('.').map(str::to_owned).collect();
        let bytes = URL_SAFE_NO_PAD.decode_to_vec(&parts[index]).unwrap();
        parts[index] = encoded(&edit(bytes));
        parts.join(".")
    }
    type EditPart = fn(Vec<u8>) -> Vec<u8>;
    let edits: [(&str, EditPart); 4] = [
        ("altered", |mut bytes| {
            bytes[0] ^= 1;
            bytes
        }),
        ("empty", |_| Vec::new()),
        ("short", |mut bytes| {
            bytes.pop();
            bytes
        }),
        ("long", |mut bytes| {
            bytes.push(0);
            bytes
        }),
    ];
    for (index, name) in [(1, "key"), (2, "nonce"), (3, "ciphertext"), (4, "tag")] {
        for (how, edit) in edits {
            let right = encrypted_part();
            let wrong = part(&right, index, edit);
            let outer = signed(
                &Message::new().outer_header,
                wrong.as_bytes(),
                &SENDER.key,
                &RSA_PKCS1_SHA256,
            );
            list.push((format!("{how} {name}"), outer, OpenError::Decryption));
        }
    }
}

/// The JWE inside of a right message.
fn encrypted_part() -> String {
    let message = Message::new().build();
    let payload = message.split('.').nth(1).unwrap();
    String::from_utf8(URL_SAFE_NO_PAD.decode_to_vec(payload).unwrap()).unwrap()
}

pub(super) fn forms(list: &mut Refusals) {
    let edits: [(&str, Edit); 12] = [
        ("empty", |_| String::new()),
        ("no dots", |text| text.replace('.', "")),
        ("one part more", |text| text + "."),
        ("one part less", |text| {
            text.rsplit_once('.').unwrap().0.to_owned()
        }),
        ("leading dot", |text| format!(".{text}")),
        ("a quoted text", |text| format!("\"{text}\"")),
        ("a line end", |text| text + "\n"),
        ("white space before", |text| format!(" {text}")),
        ("padding", |text| text + "="),
        ("the other alphabet", |text| text.replacen('.', "+/.", 1)),
        ("JSON serialisation", |text| {
            let parts: Vec<&str> = text.split('.').collect();
            format!(
                r#"{{"protected":"{}","payload":"{}","signature":"{}"}}"#,
                parts[0], parts[1], parts[2]
            )
        }),
        ("not ASCII", |text| text + "é"),
    ];
    for (name, edit) in edits {
        for (index, level) in ["inner", "encrypted", "outer"].into_iter().enumerate() {
            push(
                list,
                format!("{level}: {name}"),
                OpenError::Form,
                |message| message.edits[index] = edit,
            );
        }
    }
    push(
        list,
        "the encrypted part is a JSON string",
        OpenError::Form,
        |message| {
            message.edits[1] = |text| serde_json::to_string(&text).unwrap();
        },
    );
    push(
        list,
        "a signed text where an encrypted one belongs",
        OpenError::Form,
        |message| {
            message.edits[1] = |_| Message::new().build();
        },
    );
    push(
        list,
        "an encrypted text where a signed one belongs",
        OpenError::Form,
        |message| {
            message.edits[0] = |_| encrypted_part();
        },
    );
    list.push((
        "only encrypted".to_owned(),
        encrypted_part(),
        OpenError::Form,
    ));
    push(list, "too long", OpenError::TooLong, |message| {
        message.payload = vec![b' '; 40_000]
    });
    list.push((
        "much too long".to_owned(),
        "a.".repeat(50_000),
        OpenError::TooLong,
    ));
    list.push(("all dots".to_owned(), ".".repeat(60_000), OpenError::Form));
}

pub(super) fn signatures(list: &mut Refusals) {
    let edits: [(&str, Edit); 4] = [
        ("no signature", |text| {
            text.rsplit_once('.').unwrap().0.to_owned() + "."
        }),
        ("an altered signature", |text| {
            let (signed, signature) = text.rsplit_once('.').unwrap();
            let first = if signature.starts_with('A') { 'B' } else { 'A' };
            format!("{signed}.{first}{}", &signature[1..])
        }),
        ("a short signature", |text| {
            text.rsplit_once('.').unwrap().0.to_owned() + ".AAAA"
        }),
        ("a signature of zeros", |text| {
            text.rsplit_once('.').unwrap().0.to_owned() + "." + &encoded(&[0; 256])
        }),
    ];
    for (name, edit) in edits {
        for (index, level) in [(0, "inner"), (2, "outer")] {
            push(
                list,
                format!("{level}: {name}"),
                OpenError::Signature,
                |message| message.edits[index] = edit,
            );
        }
    }
    push(
        list,
        "PS256 named, RS256 made",
        OpenError::Signature,
        |message| {
            message.outer_header = message.outer_header.replace("RS256", "PS256");
        },
    );
    push(
        list,
        "RS512 named, RS256 made",
        OpenError::Signature,
        |message| {
            message.inner_header = message.inner_header.replace("RS256", "RS512");
        },
    );
}

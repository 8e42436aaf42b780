//! Random logs, and whatever may be done to the files that hold them.

use std::collections::BTreeMap;
use std::io::Cursor;

use chrono::DateTime;
use credence_storage::{ActorKind, AuditRow, DetailValue};
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

use super::super::chain::{CHAIN_START, FORM, chain_hash, content};
use super::super::line::{NewLine, row_line};
use super::*;
use crate::signing::{PublicJwk, SigningKey, test_key};

const TENANT: TenantId = TenantId::from_uuid(Uuid::from_u128(1));
const OTHER: TenantId = TenantId::from_uuid(Uuid::from_u128(2));

/// What somebody did: the code, a number, and a text.
type Seed = (&'static str, i64, String);

/// A log as it was written, a row a line.
#[derive(Clone)]
struct Log {
    tenant: TenantId,
    rows: Vec<AuditRow>,
    /// The places that were signed for.
    signed: Vec<usize>,
}

impl Log {
    fn of(tenant: TenantId, seeds: &[Seed], signed: &[usize]) -> Self {
        let rows = seeds.iter().zip(1..).map(|(seed, sequence)| AuditRow {
            tenant,
            sequence,
            // Rows of both forms, as after an upgrade.
            form: if sequence < 4 { 1 } else { FORM },
            at: DateTime::from_timestamp(1_800_000_000 + seed.1, 0).unwrap(),
            actor_kind: ActorKind::System,
            actor: None,
            action: seed.0.to_owned(),
            session: None,
            detail: BTreeMap::from([
                ("number".to_owned(), DetailValue::Number(seed.1)),
                ("text".to_owned(), DetailValue::Text(seed.2.clone())),
            ]),
            previous_hash: Vec::new(),
            hash: Vec::new(),
        });
        let rows: Vec<_> = rows.collect();
        let mut signed: Vec<_> = signed.iter().map(|place| 1 + place % rows.len()).collect();
        signed.push(rows.len());
        let mut log = Self {
            tenant,
            rows,
            signed,
        };
        log.link_from(1);
        log
    }

    /// Computes the hashes from a place on, as whoever rewrites a log would.
    fn link_from(&mut self, place: usize) {
        for index in place - 1..self.rows.len() {
            let previous = match index {
                0 => CHAIN_START,
                _ => self.rows[index - 1].hash.as_slice().try_into().unwrap(),
            };
            let row = &mut self.rows[index];
            row.previous_hash = previous.to_vec();
            row.hash = chain_hash(&previous, &content(row).unwrap()).to_vec();
        }
    }

    fn line(&self, place: usize) -> Vec<u8> {
        let row = &self.rows[place - 1];
        row_line(&content(row).unwrap(), &row.previous_hash, &row.hash)
    }

    fn token(&self, place: usize, key: &SigningKey) -> String {
        let statement = Statement {
            iss: "https://id.example.org".to_owned(),
            tenant: self.tenant.as_uuid(),
            sequence: self.rows[place - 1].sequence,
            hash: hex(&self.rows[place - 1].hash),
            iat: 1_800_000_000,
            gone: None,
        };
        let media_type = StatementKind::Checkpoint.media_type();
        key.sign(media_type, &statement).unwrap()
    }

    /// The checkpoints by place.
    fn tokens(&self, key: &SigningKey) -> BTreeMap<usize, String> {
        let places = self.signed.iter();
        places
            .map(|&place| (place, self.token(place, key)))
            .collect()
    }

    fn header(&self) -> Vec<u8> {
        let last = self.rows.last().unwrap();
        let header = Header {
            form: EXPORT_FORM,
            issuer: "https://id.example.org".to_owned(),
            tenant: self.tenant.as_uuid(),
            head: last.sequence,
            hash: hex(&last.hash),
            at: 1_800_000_000,
        };
        NewLine::<()>::Export(&header).bytes().unwrap()
    }
}

/// The file's lines: each row's line has its place.
struct File(Vec<(Option<usize>, Vec<u8>)>);

impl File {
    fn of(log: &Log, public: &PublicJwk, tokens: &BTreeMap<usize, String>) -> Self {
        let mut lines = vec![
            (None, log.header()),
            (None, NewLine::Key(public).bytes().unwrap()),
        ];
        for place in 1..=log.rows.len() {
            lines.push((Some(place), log.line(place)));
            if let Some(token) = tokens.get(&place) {
                lines.push((None, NewLine::<()>::Checkpoint(token).bytes().unwrap()));
            }
        }
        let rows = i64::try_from(log.rows.len()).unwrap();
        lines.push((None, NewLine::<()>::End(End { rows }).bytes().unwrap()));
        Self(lines)
    }

    fn index(&self, place: usize) -> usize {
        let mut lines = self.0.iter();
        lines.position(|(of, _)| *of == Some(place)).unwrap()
    }

    fn bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|(_, line)| line.clone()).collect()
    }

    /// The place of the first break.
    fn found(&self) -> Option<i64> {
        found(&self.bytes(), None, None)
    }
}

fn found(
    bytes: &[u8],
    trusted: Option<&AuditKeys>,
    earlier: Option<&EarlierCheckpoint>,
) -> Option<i64> {
    let checked = verify_audit_export(Cursor::new(bytes), trusted, earlier).unwrap();
    checked.report.found.map(|found| found.sequence)
}

fn keys_of(public: &PublicJwk) -> AuditKeys {
    let set = json!({ "keys": [public] });
    AuditKeys::of_key_set(set.to_string().as_bytes()).unwrap()
}

fn seeds() -> impl Strategy<Value = Vec<Seed>> {
    let action = prop::sample::select(vec!["case_opened", "session_submitted", "x"]);
    // Any characters: quotes, backslashes and breaks of lines among them.
    let seed = (action, any::<i32>().prop_map(i64::from), any::<String>());
    prop::collection::vec(seed, 2..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_single_change_of_a_file_is_found_and_named(
        seeds in seeds(),
        signed in prop::collection::vec(0_usize..12, 0..3),
        (one, two) in (0_usize..1000, 0_usize..1000),
        byte in any::<u8>(),
    ) {
        let (public, key) = test_key();
        let log = Log::of(TENANT, &seeds, &signed);
        let other = Log::of(OTHER, &seeds, &signed);
        let tokens = log.tokens(&key);
        let file = || File::of(&log, &public, &tokens);
        let count = log.rows.len();
        let place = 1 + one % count;
        let due = |place: usize| Some(i64::try_from(place).unwrap());
        prop_assert_eq!(file().found(), None);

        // One byte.
        let mut changed = file();
        let index = changed.index(place);
        let line = &mut changed.0[index].1;
        let at = two % (line.len() - 1);
        let byte = if line[at] == byte { byte ^ 1 } else { byte };
        line[at] = byte;
        prop_assert_eq!(changed.found(), due(place), "byte {}", at);

        // A row taken out, with what vouched for it.
        let mut removed = file();
        let index = removed.index(place);
        removed.0.remove(index);
        if tokens.contains_key(&place) {
            removed.0.remove(index);
        }
        prop_assert_eq!(removed.found(), due(place));

        // A row twice.
        let mut doubled = file();
        let line = log.line(place);
        let index = doubled.index(place);
        doubled.0.insert(index, (None, line.clone()));
        prop_assert_eq!(doubled.found(), due(place + 1));

        // Two in each other's place.
        let (first, second) = (place.min(1 + two % count), place.max(1 + two % count));
        if first != second {
            let mut swapped = file();
            let indices = (swapped.index(first), swapped.index(second));
            swapped.0.swap(indices.0, indices.1);
            prop_assert_eq!(swapped.found(), due(first));
        }

        // Another tenant's row, in the place of ours and beside it.
        let mut theirs = file();
        let index = theirs.index(place);
        theirs.0[index].1 = other.line(place);
        prop_assert_eq!(theirs.found(), due(place));
        theirs.0.insert(index + 1, (None, line));
        prop_assert_eq!(theirs.found(), due(place));

        // The file cut short anywhere after its first line.
        let whole = file();
        let bytes = whole.bytes();
        let start = whole.0[0].1.len();
        let cut = start + (one * 1000 + two) % (bytes.len() - start);
        let mut length = 0;
        let complete = whole.0.iter().take_while(|(_, line)| {
            length += line.len();
            length <= cut
        });
        let rows = complete.filter(|(place, _)| place.is_some()).count();
        prop_assert_eq!(found(&bytes[..cut], None, None), due(rows + 1));
    }

    #[test]
    fn a_log_written_anew_contradicts_what_was_signed(
        seeds in seeds(),
        signed in prop::collection::vec(0_usize..12, 0..3),
        one in 0_usize..1000,
    ) {
        let (public, key) = test_key();
        let log = Log::of(TENANT, &seeds, &signed);
        let tokens = log.tokens(&key);
        let place = 1 + one % log.rows.len();
        let due = |place: usize| Some(i64::try_from(place).unwrap());
        let first_signed = due(*tokens.keys().find(|at| **at >= place).unwrap());

        // One row with its own hash computed anew: the next does not follow, or a checkpoint differs.
        let mut forged = log.clone();
        forged.rows[place - 1].action = "another".to_owned();
        let row = &mut forged.rows[place - 1];
        let previous = row.previous_hash.as_slice().try_into().unwrap();
        row.hash = chain_hash(&previous, &content(row).unwrap()).to_vec();
        let next = if first_signed == due(place) { place } else { place + 1 };
        prop_assert_eq!(File::of(&forged, &public, &tokens).found(), due(next));

        // All that follows too: only a checkpoint shows it.
        forged.link_from(place);
        prop_assert_eq!(File::of(&forged, &public, &tokens).found(), first_signed);

        // The checkpoints too, under a key of the forger's: what is known of the true one shows it.
        let (their_public, their_key) = test_key();
        let theirs = File::of(&forged, &their_public, &forged.tokens(&their_key)).bytes();
        prop_assert_eq!(found(&theirs, None, None), None);
        let trusted = keys_of(&public);
        let first = due(*tokens.keys().next().unwrap());
        prop_assert_eq!(found(&theirs, Some(&trusted), None), first);
        let whole = File::of(&log, &public, &tokens).bytes();
        let earlier = earlier_checkpoint(Cursor::new(&whole), None).unwrap();
        prop_assert_eq!(found(&theirs, None, Some(&earlier)), due(log.rows.len()));
        prop_assert_eq!(found(&whole, Some(&trusted), Some(&earlier)), None);

        // An older state of the whole log, right in itself.
        let mut older = log.clone();
        older.rows.pop();
        older.signed = vec![older.rows.len()];
        let older = File::of(&older, &public, &older.tokens(&key)).bytes();
        prop_assert_eq!(found(&older, Some(&trusted), None), None);
        let cut = found(&older, Some(&trusted), Some(&earlier));
        prop_assert_eq!(cut, due(log.rows.len()));
    }
}

#[test]
fn a_checkpoint_alone_is_an_earlier_one_under_a_known_key() {
    let (public, key) = test_key();
    let log = Log::of(
        TENANT,
        &[("a", 1, String::new()), ("b", 2, String::new())],
        &[],
    );
    let token = log.token(2, &key);
    let trusted = keys_of(&public);
    for text in [token.clone(), format!("{token}\n"), format!("  {token} \n")] {
        let read = earlier_checkpoint(Cursor::new(&text), Some(&trusted));
        assert_eq!(read.unwrap().sequence(), 2, "{text:?}");
        assert!(earlier_checkpoint(Cursor::new(&text), None).is_err());
    }
    let of_another = keys_of(&test_key().0);
    let text = format!("{token}\n");
    assert!(earlier_checkpoint(Cursor::new(&text), Some(&of_another)).is_err());
}

#[test]
fn what_is_no_export_is_refused() {
    for text in ["", "\n", "{}", "{\"end\":{\"rows\":0}}\n", "text\n"] {
        let refused = verify_audit_export(Cursor::new(text), None, None);
        assert!(
            matches!(refused, Err(AuditFileError::NotAnExport)),
            "{text:?}"
        );
    }
}

#[test]
fn a_statement_of_one_kind_passes_for_no_other() {
    let (public, key) = test_key();
    let log = Log::of(TENANT, &[("a", 1, String::new())], &[]);
    let keys = keys_of(&public);
    let token = log.token(1, &key);
    let of = |kind| Statement::verified(kind, &token, &keys).is_some();
    assert!(of(StatementKind::Checkpoint));
    assert!(!of(StatementKind::Prune));
    let no_kind = key.sign("JWT", &json!({})).unwrap();
    assert!(Statement::verified(StatementKind::Checkpoint, &no_kind, &keys).is_none());
}

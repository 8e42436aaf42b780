use credence_dcs_protocol::CheckResult;
use credence_dcs_simulator::{ImportError, import_passports};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Simulator, request};

const PEOPLE: &str = "\u{feff}number,surname,forenames,date_of_birth,expiry_date,status\r\n\
    012345678,O'Neill-Smith,Ann Mary,1980-02-29,2030-01-01,valid\r\n\
    \r\n\
    \"123456789\",\"Lost\",\"Len\",\"1970-01-01\",\"2031-01-01\",\"lost\"\r\n\
    223456789,Stolen,Sam,1970-01-01,2031-01-01,stolen\r\n\
    323456789,Cancelled,Cy,1970-01-01,2031-01-01,cancelled\r\n\
    423456789,Unsent,Uma,1970-01-01,2031-01-01,not_issued\r\n\
    523456789,Past,Pat,1970-01-01,2010-01-01,valid\r\n";

fn sent(number: &str, surname: &str, forenames: &[&str], born: &str, expiry: &str) -> Value {
    let mut request = request(number);
    request["surname"] = json!(surname);
    request["forenames"] = json!(forenames);
    request["dateOfBirth"] = json!(born);
    request["expiryDate"] = json!(expiry);
    request
}

#[sqlx::test(migrations = "../../migrations")]
async fn every_detail_has_to_match_a_passport_that_is_valid(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    let count = import_passports(&simulator.pool, &simulator.clock, PEOPLE).await;
    assert_eq!(count.unwrap(), 6);
    let ann = |surname, forenames: &[&str], born, expiry| {
        sent("12345678", surname, forenames, born, expiry)
    };
    let (born, expiry) = ("1980-02-29", "2030-01-01");
    let valid = [
        ann("O'Neill-Smith", &["Ann", "Mary"], born, expiry),
        ann("O\u{2019}NEILL-SMITH", &["ANN MARY"], born, expiry),
        sent("012345678", "o'neill-smith", &["Ann", "Mary"], born, expiry),
    ];
    for request in valid {
        assert_eq!(
            simulator.result(&request).await,
            CheckResult::Valid,
            "{request}"
        );
    }
    let other = ("1970-01-01", "2031-01-01");
    let invalid = [
        ann("ONeill-Smith", &["Ann", "Mary"], born, expiry),
        ann("O'Neill Smith", &["Ann", "Mary"], born, expiry),
        ann("O'Neill-Smith", &["Ann-Mary"], born, expiry),
        ann("O'Neill-Smith", &["Mary", "Ann"], born, expiry),
        ann("O'Neill-Smith", &["Ann"], born, expiry),
        ann("O'Neill-Smith", &["Ann", "Mary"], "1980-02-28", expiry),
        ann("O'Neill-Smith", &["Ann", "Mary"], born, "2030-01-02"),
        sent("22345678", "O'Neill-Smith", &["Ann", "Mary"], born, expiry),
        sent("123456789", "Lost", &["Len"], other.0, other.1),
        sent("223456789", "Stolen", &["Sam"], other.0, other.1),
        sent("323456789", "Cancelled", &["Cy"], other.0, other.1),
        sent("423456789", "Unsent", &["Uma"], other.0, other.1),
        sent("899000099", "Nobody", &["Ned"], other.0, other.1),
    ];
    for request in invalid {
        assert_eq!(
            simulator.result(&request).await,
            CheckResult::Invalid,
            "{request}"
        );
    }
    let past = sent("523456789", "Past", &["Pat"], "1970-01-01", "2010-01-01");
    assert!(matches!(
        simulator.result(&past).await,
        CheckResult::Error(_)
    ));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_second_import_replaces_what_it_names(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    let lost = "status,expiry_date,date_of_birth,forenames,surname,number\n\
                lost,2030-01-01,1980-02-29,Ann Mary,O'Neill-Smith,12345678\n";
    for csv in [PEOPLE, lost] {
        import_passports(&simulator.pool, &simulator.clock, csv)
            .await
            .unwrap();
    }
    let request = sent(
        "12345678",
        "O'Neill-Smith",
        &["Ann Mary"],
        "1980-02-29",
        "2030-01-01",
    );
    assert_eq!(simulator.result(&request).await, CheckResult::Invalid);
}

#[sqlx::test(migrations = "../../migrations")]
async fn one_wrong_line_and_nothing_is_imported(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    let header = "number,surname,forenames,date_of_birth,expiry_date,status";
    let good = "100000001,Canary,Ann,1980-02-29,2030-01-01,valid";
    let import = async |csv: &str| {
        let imported = import_passports(&simulator.pool, &simulator.clock, csv).await;
        imported.unwrap_err()
    };
    for (line, reason) in [
        (
            "100000002,Canary,Ann,1980-02-29,2030-01-01",
            "5 fields where 6 are wanted",
        ),
        (
            "100000002,Canary,Ann,1980-02-29,2030-01-01,valid,x",
            "7 fields where 6 are wanted",
        ),
        (
            "x,Canary,Ann,1980-02-29,2030-01-01,valid",
            "passportNumber must be a numeric string",
        ),
        (
            "900000002,Canary,Ann,1980-02-29,2030-01-01,valid",
            "passportNumber must be a numeric",
        ),
        (
            "100000002,Canáry,Ann,1980-02-29,2030-01-01,valid",
            "surname must only contain",
        ),
        (
            "100000002,,Ann,1980-02-29,2030-01-01,valid",
            "surname must not be empty",
        ),
        (
            "100000002,Canary,,1980-02-29,2030-01-01,valid",
            "forenames must not be empty",
        ),
        (
            "100000002,Canary,Ann  Mary,1980-02-29,2030-01-01,valid",
            "forenames must not be empty",
        ),
        (
            "100000002,Canary,Ann,29/02/1980,2030-01-01,valid",
            "date_of_birth must be in the format",
        ),
        (
            "100000002,Canary,Ann,1980-02-29,2030,valid",
            "expiry_date must be in the format",
        ),
        (
            "100000002,Canary,Ann,2027-02-28,2030-01-01,valid",
            "dateOfBirth must not be in the future",
        ),
        (
            "100000002,Canary,Ann,1980-02-29,2030-01-01,burnt",
            "status has to be one of valid, lost",
        ),
        (
            "100000001,Canary,Ann,1980-02-29,2030-01-01,valid",
            "the number is in the file twice",
        ),
        (
            "824159121,Canary,Ann,1980-02-29,2030-01-01,valid",
            "the number is kept for",
        ),
        (
            "899000050,Canary,Ann,1980-02-29,2030-01-01,valid",
            "the number is kept for",
        ),
    ] {
        let error = import(&format!("{header}\n{good}\n{line}\n{good}"))
            .await
            .to_string();
        assert!(error.contains("line 3: "), "{error}");
        assert!(error.contains(reason), "{line}: {error}");
        for canary in ["Can", "Ann", "burnt", "10000000", "1980"] {
            assert!(!error.contains(canary), "{error}");
        }
    }
    for csv in [
        "",
        good,
        "number,surname",
        "number,number,surname,forenames,date_of_birth,status",
        &format!("{header},more\n{good}"),
    ] {
        assert!(matches!(import(csv).await, ImportError::Header), "{csv}");
    }
    let long = format!("{header}\n{}", "\n".repeat(100_000) + good);
    assert!(matches!(import(&long).await, ImportError::TooLong));
    let count: i64 = sqlx::query_scalar("select count(*) from dcs.passport")
        .fetch_one(&simulator.pool)
        .await
        .unwrap();
    assert_eq!(count, 0);
}

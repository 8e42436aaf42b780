use credence_documents::FieldKey as K;
use credence_documents::printed::DocumentLayout::{Any, DrivingLicence, NorthAmericanCard};

use crate::printed_page::{expect, read};

#[test]
fn a_british_driving_licence() {
    expect(
        &[
            ("DRIVING LICENCE", 0.3, 0.03, 0.025),
            ("1. MORGAN", 0.35, 0.12, 0.02),
            ("2. SARAH", 0.35, 0.15, 0.02),
            ("MEREDYTH", 0.375, 0.175, 0.02),
            ("3. 11.03.1976 UNITED KINGDOM", 0.35, 0.21, 0.02),
            ("4a. 19.01.2013 4c. DVLA", 0.35, 0.24, 0.02),
            ("4b. 18.01.2026", 0.35, 0.27, 0.02),
            ("5. MORGA753116SM9IJ 35", 0.35, 0.3, 0.02),
            ("7.", 0.35, 0.35, 0.02),
            ("8. 122 BURNS CRESCENT EDINBURGH EH1 9GP", 0.35, 0.42, 0.02),
            ("9. AM/A/B1/B/f/k/l/n/p/q", 0.35, 0.46, 0.02),
        ],
        DrivingLicence,
        &[
            (K::FamilyName, "MORGAN"),
            (K::FirstName, "SARAH MEREDYTH"),
            (K::DateOfBirth, "1976-03-11"),
            (K::PlaceOfBirth, "UNITED KINGDOM"),
            (K::Issued, "2013-01-19"),
            (K::IssuedBy, "DVLA"),
            (K::Expires, "2026-01-18"),
            (K::Id, "MORGA753116SM9IJ"),
            (K::Address, "122 BURNS CRESCENT EDINBURGH EH1 9GP"),
            (K::Class, "AM/A/B1/B/F/K/L/N/P/Q"),
        ],
    );
}

#[test]
fn a_german_driving_licence_that_nothing_else_tells() {
    expect(
        &[
            ("FÜHRERSCHEIN  BUNDESREPUBLIK DEUTSCHLAND", 0.2, 0.03, 0.02),
            ("1.", 0.35, 0.12, 0.02),
            ("Mustermann", 0.38, 0.12, 0.02),
            ("2. Erika", 0.35, 0.16, 0.02),
            ("3. 12.08.64 Berlin", 0.35, 0.2, 0.02),
            ("4a. 10.05.2013  4b. 09.05.2028", 0.35, 0.24, 0.02),
            ("4c. Landratsamt Musterhausen am See", 0.35, 0.28, 0.02),
            ("5. B072RRE2I55", 0.35, 0.32, 0.02),
            ("9. AM/B/L", 0.35, 0.42, 0.02),
        ],
        Any,
        &[
            (K::FamilyName, "MUSTERMANN"),
            (K::FirstName, "ERIKA"),
            (K::DateOfBirth, "1964-08-12"),
            (K::PlaceOfBirth, "BERLIN"),
            (K::Issued, "2013-05-10"),
            (K::Expires, "2028-05-09"),
            (K::IssuedBy, "LANDRATSAMT MUSTERHAUSEN AM SEE"),
            (K::Id, "B072RRE2I55"),
            (K::Class, "AM/B/L"),
        ],
    );
}

#[test]
fn of_two_lines_with_the_given_names_number_the_upper_is_the_family_name() {
    expect(
        &[
            ("DRIVER LICENSE", 0.6, 0.03, 0.02),
            ("4d DLN W-295-311-617-690", 0.33, 0.13, 0.025),
            ("4b EXP 08/11/2028", 0.33, 0.17, 0.022),
            ("3 DOB 08/11/1983", 0.33, 0.21, 0.022),
            ("2 LUKASIEWICZ", 0.33, 0.25, 0.022),
            ("2 OYSTEIN  JEAN-LUC", 0.33, 0.29, 0.022),
            ("8 16644 N ELM BLVD", 0.33, 0.325, 0.018),
            ("ROCKVILLE, MD 20824-5045", 0.345, 0.355, 0.018),
            ("9 CLASS B", 0.33, 0.4, 0.018),
        ],
        NorthAmericanCard,
        &[
            (K::Id, "W-295-311-617-690"),
            (K::Expires, "2028-08-11"),
            (K::DateOfBirth, "1983-08-11"),
            (K::FamilyName, "LUKASIEWICZ"),
            (K::FirstName, "OYSTEIN JEAN-LUC"),
            (K::Address, "16644 N ELM BLVD"),
            (K::City, "ROCKVILLE"),
            (K::State, "MD"),
            (K::Zip, "20824-5045"),
            (K::Class, "B"),
        ],
    );
}

#[test]
fn an_american_licence_with_numbered_fields() {
    expect(
        &[
            ("NEW YORK STATE", 0.04, 0.03, 0.04),
            ("DRIVER LICENSE", 0.6, 0.03, 0.02),
            ("4d DLN 123 456 789", 0.33, 0.13, 0.025),
            ("4b EXP 10/31/2027", 0.33, 0.17, 0.022),
            ("3 DOB 06/09/1985", 0.33, 0.21, 0.022),
            ("1", 0.33, 0.25, 0.012),
            ("MOTORIST", 0.35, 0.25, 0.022),
            ("2 MICHAEL MOTORIST JR", 0.33, 0.29, 0.022),
            ("8 2345 ANYPLACE AVE", 0.33, 0.325, 0.018),
            ("ANYTOWN, NY 12345-1234", 0.345, 0.355, 0.018),
            ("9 CLASS D", 0.33, 0.4, 0.018),
            ("9a END NONE", 0.5, 0.4, 0.018),
            ("12 REST NONE", 0.33, 0.43, 0.018),
            ("15 SEX M  16 HGT 5'-08\"  18 EYES BRO", 0.33, 0.46, 0.018),
            ("4a ISS 03/07/2019", 0.33, 0.49, 0.018),
            ("5 DD 8NDLDS6F8YTF", 0.33, 0.52, 0.014),
            ("UNDER 21 UNTIL 06/09/2006", 0.05, 0.12, 0.014),
        ],
        NorthAmericanCard,
        &[
            (K::Id, "123 456 789"),
            (K::Expires, "2027-10-31"),
            (K::DateOfBirth, "1985-06-09"),
            (K::FamilyName, "MOTORIST"),
            (K::FirstName, "MICHAEL MOTORIST JR"),
            (K::Address, "2345 ANYPLACE AVE"),
            (K::City, "ANYTOWN"),
            (K::State, "NY"),
            (K::Zip, "12345-1234"),
            (K::Class, "D"),
            (K::EndorsementsCode, "NONE"),
            (K::RestrictionCode, "NONE"),
            (K::Gender, "M"),
            (K::Height, "5'-08\""),
            (K::Eyes, "BRO"),
            (K::Issued, "2019-03-07"),
        ],
    );
}

#[test]
fn an_american_licence_with_letters_before_its_fields() {
    expect(
        &[
            ("CALIFORNIA USA", 0.04, 0.03, 0.04),
            ("DRIVER LICENSE", 0.6, 0.03, 0.02),
            ("DL I1234568", 0.38, 0.12, 0.03),
            ("CLASS C", 0.8, 0.12, 0.02),
            ("EXP 08/31/2026", 0.38, 0.17, 0.025),
            ("END NONE", 0.8, 0.17, 0.02),
            ("LN CARDHOLDER", 0.38, 0.21, 0.022),
            ("FN IMA", 0.38, 0.245, 0.022),
            ("2570 24TH STREET", 0.38, 0.28, 0.018),
            ("ANYTOWN, CA 95818", 0.38, 0.305, 0.018),
            ("DOB 08/31/1977", 0.38, 0.34, 0.022),
            ("RSTR NONE", 0.38, 0.37, 0.018),
            ("SEX F  HAIR BRN  EYES BRN", 0.38, 0.42, 0.018),
            ("HGT 5'-05\"  WGT 125 lb", 0.38, 0.45, 0.018),
            ("ISS", 0.8, 0.45, 0.012),
            ("08/31/2016", 0.8, 0.465, 0.018),
            ("DD 00/00/0000NNNAN/ANFD/YY", 0.3, 0.5, 0.014),
        ],
        Any,
        &[
            (K::Id, "I1234568"),
            (K::Class, "C"),
            (K::Expires, "2026-08-31"),
            (K::EndorsementsCode, "NONE"),
            (K::FamilyName, "CARDHOLDER"),
            (K::FirstName, "IMA"),
            (K::Address, "2570 24TH STREET"),
            (K::City, "ANYTOWN"),
            (K::State, "CA"),
            (K::Zip, "95818"),
            (K::DateOfBirth, "1977-08-31"),
            (K::RestrictionCode, "NONE"),
            (K::Gender, "F"),
            (K::Hair, "BRN"),
            (K::Eyes, "BRN"),
            (K::Height, "5'-05\""),
            (K::Weight, "125 LB"),
            (K::Issued, "2016-08-31"),
        ],
    );
}

#[test]
fn an_american_licence_with_few_labels() {
    expect(
        &[
            ("TEXAS", 0.04, 0.03, 0.04),
            ("DL No. 12345678", 0.3, 0.13, 0.025),
            ("Issued: 03/04/2021", 0.3, 0.17, 0.02),
            ("Expires: 03/04/2029", 0.6, 0.17, 0.02),
            ("SAMPLE", 0.3, 0.22, 0.022),
            ("JANE QUINCY", 0.3, 0.255, 0.022),
            ("123 MAIN ST APT 4", 0.3, 0.29, 0.02),
            ("AUSTIN TX 78701", 0.3, 0.32, 0.02),
            ("01/02/1990", 0.3, 0.4, 0.02),
            ("5'-06\"", 0.5, 0.4, 0.02),
        ],
        NorthAmericanCard,
        &[
            (K::Id, "12345678"),
            (K::FamilyName, "SAMPLE"),
            (K::FirstName, "JANE QUINCY"),
            (K::Issued, "2021-03-04"),
            (K::Expires, "2029-03-04"),
            (K::Address, "123 MAIN ST APT 4"),
            (K::City, "AUSTIN"),
            (K::State, "TX"),
            (K::Zip, "78701"),
            (K::DateOfBirth, "1990-01-02"),
            (K::Height, "5'-06\""),
        ],
    );
}

#[test]
fn a_canadian_licence_in_two_languages() {
    expect(
        &[
            ("Ontario", 0.04, 0.03, 0.04),
            ("DRIVER'S LICENCE / PERMIS DE CONDUIRE", 0.4, 0.03, 0.018),
            ("1,2 NAME/NOM", 0.35, 0.1, 0.012),
            ("PUBLIC,", 0.35, 0.12, 0.02),
            ("JOHN, Q", 0.35, 0.145, 0.02),
            ("8 61 BAY ST", 0.35, 0.19, 0.02),
            ("TORONTO, ON, M5J 2R8", 0.365, 0.215, 0.02),
            ("4d NUMBER/NUMÉRO", 0.35, 0.26, 0.012),
            ("P6101-40708-60905", 0.35, 0.28, 0.02),
            ("4a ISS/DÉL", 0.35, 0.32, 0.012),
            ("2021/07/08", 0.45, 0.32, 0.02),
            ("4b EXP/EXP", 0.6, 0.32, 0.012),
            ("2026/09/05", 0.7, 0.32, 0.02),
            ("15 SEX/SEXE M", 0.35, 0.37, 0.018),
            ("16 HGT/HAUT 170 cm", 0.55, 0.37, 0.018),
            ("3 DOB/DDN 1986/09/05", 0.35, 0.42, 0.02),
            ("9 CLASS/CATÉG. G", 0.35, 0.46, 0.02),
            ("12 REST/COND X", 0.6, 0.46, 0.02),
        ],
        NorthAmericanCard,
        &[
            (K::FamilyName, "PUBLIC"),
            (K::FirstName, "JOHN, Q"),
            (K::Address, "61 BAY ST"),
            (K::City, "TORONTO"),
            (K::State, "ON"),
            (K::Zip, "M5J 2R8"),
            (K::Id, "P6101-40708-60905"),
            (K::Issued, "2021-07-08"),
            (K::Expires, "2026-09-05"),
            (K::Gender, "M"),
            (K::Height, "170 CM"),
            (K::DateOfBirth, "1986-09-05"),
            (K::Class, "G"),
            (K::RestrictionCode, "X"),
        ],
    );
}

/// Lines as a reader saw them whose field numbers, half as high as the values, are misread.
#[test]
fn numbers_too_small_to_be_read_cost_no_field() {
    let rest = [
        ("4b Exe 05/06/2027", 0.04, 0.19, 0.023),
        ("3 Dos 05/06/1942", 0.04, 0.23, 0.023),
        ("8 14243 OLD MILL BLVD", 0.04, 0.35, 0.018),
        ("HOUSTON, TX 77004", 0.05, 0.38, 0.018),
        ("15 SEX F", 0.04, 0.49, 0.018),
        ("4a Iss 04/25/2023", 0.04, 0.56, 0.018),
    ];
    for (number, family, given) in [
        ("44 Duw 84163799", "ı PEREZ", "2 KAREN CAROL"),
        ("4a Da 84163799", "ıPEREZ", "2KAREN CAROL"),
        ("4d DLN 84163799", "PEREZ", "2 KAREN CAR0L"),
        ("4d DLN 84163799", "PEREZ", "KAREN CAROL"),
        ("4d DLN 84163799", "1 PEREZ", "KAREN CAROL"),
    ] {
        let names = [
            (number, 0.04, 0.15, 0.025),
            (family, 0.04, 0.27, 0.023),
            (given, 0.04, 0.31, 0.023),
        ];
        let read = read(&[names.as_slice(), &rest].concat(), NorthAmericanCard);
        for wanted in [
            "id=84163799",
            "familyName=PEREZ",
            "firstName=KAREN CAROL",
            "dob=1942-05-06",
            "expires=2027-05-06",
            "issued=2023-04-25",
        ] {
            assert!(
                read.iter().any(|field| field == wanted),
                "{wanted}: {read:?}"
            );
        }
    }
}

use credence_documents::FieldKey as K;
use credence_documents::printed::DocumentLayout::{Any, TravelDocument};

use crate::printed_page::expect;

#[test]
fn a_passport_in_the_style_of_the_specimen_of_icao() {
    expect(
        &[
            ("PASSPORT", 0.04, 0.03, 0.02),
            ("UTOPIA", 0.34, 0.03, 0.02),
            ("Type/Type", 0.34, 0.07, 0.008),
            ("Code/Code", 0.45, 0.07, 0.008),
            ("Passport No./No. du passeport", 0.7, 0.07, 0.008),
            ("P", 0.34, 0.085, 0.016),
            ("UTO", 0.45, 0.085, 0.016),
            ("L898902C3", 0.7, 0.085, 0.016),
            ("Surname/Nom (1)", 0.34, 0.13, 0.008),
            ("ERIKSSON", 0.34, 0.145, 0.016),
            ("Given names/Prénoms (2)", 0.34, 0.185, 0.008),
            ("ANNA MARIA", 0.34, 0.2, 0.016),
            ("Nationality/Nationalité (3)", 0.34, 0.24, 0.008),
            ("UTOPIAN", 0.34, 0.255, 0.016),
            (
                "Date of birth/Date de naissance (4)   Personal No. (5)",
                0.34,
                0.3,
                0.008,
            ),
            ("12 AUG / AOÛT 74", 0.34, 0.315, 0.016),
            ("ZE 184226 B", 0.62, 0.315, 0.016),
            ("Sex/Sexe (6)", 0.34, 0.36, 0.008),
            ("Place of birth/Lieu de naissance (7)", 0.45, 0.36, 0.008),
            ("F", 0.34, 0.375, 0.016),
            ("ZENITH", 0.45, 0.375, 0.016),
            ("Date of issue/Date de délivrance (8)", 0.34, 0.42, 0.008),
            ("Authority/Autorité (9)", 0.62, 0.42, 0.008),
            ("16 APR / AVR 17", 0.34, 0.435, 0.016),
            ("PASSPORT OFFICE", 0.62, 0.435, 0.016),
            ("Date of expiry/Date d'expiration (10)", 0.34, 0.475, 0.008),
            ("15 APR / AVR 27", 0.34, 0.49, 0.016),
            (
                "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                0.05,
                0.6,
                0.02,
            ),
            (
                "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
                0.05,
                0.65,
                0.02,
            ),
        ],
        TravelDocument,
        &[
            (K::Id, "L898902C3"),
            (K::FamilyName, "ERIKSSON"),
            (K::FirstName, "ANNA MARIA"),
            (K::DateOfBirth, "1974-08-12"),
            (K::PersonalNumber, "ZE 184226 B"),
            (K::Gender, "F"),
            (K::PlaceOfBirth, "ZENITH"),
            (K::Issued, "2017-04-16"),
            (K::Expires, "2027-04-15"),
            (K::IssuedBy, "PASSPORT OFFICE"),
        ],
    );
}

#[test]
fn a_passport_whose_small_print_is_unreadable_yields_its_dates() {
    expect(
        &[
            ("L898902C3", 0.7, 0.085, 0.016),
            ("ERIKSSON", 0.34, 0.145, 0.016),
            ("ANNA MARIA", 0.34, 0.2, 0.016),
            ("D.o nf br h/0at", 0.34, 0.3, 0.008),
            ("12 AUG / AOÛT 1974", 0.34, 0.315, 0.016),
            ("16 APR / AVR 2017", 0.34, 0.435, 0.016),
            ("15 APR / AVR 2027", 0.34, 0.49, 0.016),
            (
                "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                0.05,
                0.6,
                0.02,
            ),
        ],
        Any,
        &[
            (K::DateOfBirth, "1974-08-12"),
            (K::Issued, "2017-04-16"),
            (K::Expires, "2027-04-15"),
        ],
    );
}

#[test]
fn a_french_identity_card() {
    expect(
        &[
            ("RÉPUBLIQUE FRANÇAISE", 0.3, 0.03, 0.02),
            (
                "CARTE NATIONALE D'IDENTITÉ / IDENTITY CARD",
                0.3,
                0.06,
                0.015,
            ),
            ("NOM / Surname", 0.35, 0.12, 0.012),
            ("MARTIN", 0.35, 0.14, 0.02),
            ("Prénoms / Given names", 0.35, 0.18, 0.012),
            ("Maëlys-Gaëlle, Marie", 0.35, 0.2, 0.02),
            ("SEXE / Sex", 0.35, 0.24, 0.012),
            ("NATIONALITÉ / Nationality", 0.47, 0.24, 0.012),
            ("DATE DE NAISS. / Date of birth", 0.72, 0.24, 0.012),
            ("F", 0.35, 0.26, 0.02),
            ("FRA", 0.47, 0.26, 0.02),
            ("13 07 1990", 0.72, 0.26, 0.02),
            ("LIEU DE NAISSANCE / Place of birth", 0.35, 0.3, 0.012),
            ("PARIS", 0.35, 0.32, 0.02),
            ("N° DU DOCUMENT / Document No", 0.35, 0.36, 0.012),
            ("DATE D'EXPIR. / Expiry date", 0.7, 0.36, 0.012),
            ("T7X62TZ79", 0.35, 0.38, 0.02),
            ("11 02 2030", 0.7, 0.38, 0.02),
        ],
        TravelDocument,
        &[
            (K::FamilyName, "MARTIN"),
            (K::FirstName, "MAËLYS-GAËLLE, MARIE"),
            (K::Gender, "F"),
            (K::DateOfBirth, "1990-07-13"),
            (K::PlaceOfBirth, "PARIS"),
            (K::Id, "T7X62TZ79"),
            (K::Expires, "2030-02-11"),
        ],
    );
}

#[test]
fn a_german_identity_card() {
    expect(
        &[
            ("BUNDESREPUBLIK DEUTSCHLAND", 0.04, 0.03, 0.02),
            ("PERSONALAUSWEIS", 0.04, 0.06, 0.02),
            ("L01X00T47", 0.7, 0.06, 0.02),
            ("[a] Name/Surname/Nom", 0.35, 0.12, 0.009),
            ("MUSTERMANN", 0.35, 0.14, 0.018),
            (
                "[b] Geburtsname/Name at birth/Nom de naissance",
                0.35,
                0.17,
                0.009,
            ),
            ("GABLER", 0.35, 0.19, 0.018),
            ("Vornamen/Given names/Prénoms", 0.35, 0.22, 0.009),
            ("ERIKA", 0.35, 0.24, 0.018),
            (
                "Geburtstag/Date of birth/Date de naissance",
                0.35,
                0.28,
                0.009,
            ),
            (
                "Staatsangehörigkeit/Nationality/Nationalité",
                0.7,
                0.28,
                0.009,
            ),
            ("12.08.1983", 0.35, 0.3, 0.018),
            ("DEUTSCH", 0.7, 0.3, 0.018),
            (
                "Geburtsort/Place of birth/Lieu de naissance",
                0.35,
                0.34,
                0.009,
            ),
            ("BERLIN", 0.35, 0.36, 0.018),
            (
                "Gültig bis/Date of expiry/Date d'expiration",
                0.35,
                0.4,
                0.009,
            ),
            ("Zugangsnummer/CAN/CAN", 0.75, 0.4, 0.009),
            ("01.08.2031", 0.35, 0.42, 0.018),
            ("938568", 0.75, 0.42, 0.018),
        ],
        Any,
        &[
            (K::FamilyName, "MUSTERMANN"),
            (K::MaidenName, "GABLER"),
            (K::FirstName, "ERIKA"),
            (K::DateOfBirth, "1983-08-12"),
            (K::PlaceOfBirth, "BERLIN"),
            (K::Expires, "2031-08-01"),
        ],
    );
}

#[test]
fn a_spanish_identity_card() {
    expect(
        &[
            ("ESPAÑA  DOCUMENTO NACIONAL DE IDENTIDAD", 0.04, 0.03, 0.02),
            ("DNI 99999999R", 0.4, 0.08, 0.02),
            ("APELLIDOS", 0.4, 0.12, 0.01),
            ("ESPAÑOLA", 0.4, 0.135, 0.018),
            ("ESPAÑOLA", 0.4, 0.16, 0.018),
            ("NOMBRE", 0.4, 0.195, 0.01),
            ("CARMEN", 0.4, 0.21, 0.018),
            ("SEXO", 0.4, 0.245, 0.01),
            ("NACIONALIDAD", 0.5, 0.245, 0.01),
            ("NACIMIENTO", 0.65, 0.245, 0.01),
            ("F", 0.4, 0.26, 0.018),
            ("ESP", 0.5, 0.26, 0.018),
            ("01 01 1980", 0.65, 0.26, 0.018),
            ("EMISIÓN", 0.4, 0.295, 0.01),
            ("VALIDEZ", 0.65, 0.295, 0.01),
            ("02 06 2021", 0.4, 0.31, 0.018),
            ("02 06 2031", 0.65, 0.31, 0.018),
        ],
        TravelDocument,
        &[
            (K::Id, "99999999R"),
            (K::FamilyName, "ESPAÑOLA ESPAÑOLA"),
            (K::FirstName, "CARMEN"),
            (K::Gender, "F"),
            (K::DateOfBirth, "1980-01-01"),
            (K::Issued, "2021-06-02"),
            (K::Expires, "2031-06-02"),
        ],
    );
}

#[test]
fn a_visa_with_the_whole_name_in_one_field() {
    expect(
        &[
            ("VISA  UTOPIA", 0.05, 0.03, 0.025),
            ("FROM/DU", 0.3, 0.09, 0.01),
            ("UNTIL/AU", 0.55, 0.09, 0.01),
            ("02-03-2024", 0.3, 0.105, 0.018),
            ("01-09-2024", 0.55, 0.105, 0.018),
            ("NUMBER/NUMÉRO", 0.55, 0.15, 0.01),
            ("V1234567", 0.55, 0.165, 0.018),
            ("SURNAME, NAME", 0.3, 0.21, 0.01),
            ("ERIKSSON, ANNA", 0.3, 0.225, 0.018),
        ],
        TravelDocument,
        &[
            (K::Issued, "2024-03-02"),
            (K::Expires, "2024-09-01"),
            (K::Id, "V1234567"),
            (K::FullName, "ERIKSSON, ANNA"),
        ],
    );
}

#[test]
fn a_permanent_resident_card() {
    expect(
        &[
            ("UNITED STATES OF AMERICA", 0.2, 0.03, 0.02),
            ("PERMANENT RESIDENT", 0.2, 0.06, 0.025),
            ("Surname", 0.4, 0.12, 0.012),
            ("SPECIMEN", 0.4, 0.135, 0.02),
            ("Given Name", 0.4, 0.17, 0.012),
            ("TEST V", 0.4, 0.185, 0.02),
            ("USCIS#", 0.4, 0.22, 0.012),
            ("Category", 0.7, 0.22, 0.012),
            ("000-000-001", 0.4, 0.235, 0.02),
            ("RE8", 0.7, 0.235, 0.02),
            ("Country of Birth", 0.4, 0.27, 0.012),
            ("Utopia", 0.4, 0.285, 0.02),
            ("Date of Birth", 0.4, 0.32, 0.012),
            ("Sex", 0.7, 0.32, 0.012),
            ("01 JAN 1920", 0.4, 0.335, 0.02),
            ("M", 0.7, 0.335, 0.02),
            ("Card Expires: 08/21/27", 0.4, 0.38, 0.015),
            ("Resident Since: 08/21/07", 0.4, 0.41, 0.015),
        ],
        Any,
        &[
            (K::FamilyName, "SPECIMEN"),
            (K::FirstName, "TEST V"),
            (K::PersonalNumber, "000-000-001"),
            (K::PlaceOfBirth, "UTOPIA"),
            (K::DateOfBirth, "1920-01-01"),
            (K::Gender, "M"),
            (K::Expires, "2027-08-21"),
        ],
    );
}

#[test]
fn a_mexican_voter_card() {
    expect(
        &[
            ("CREDENCIAL PARA VOTAR", 0.3, 0.05, 0.02),
            ("NOMBRE", 0.35, 0.12, 0.012),
            ("SEXO H", 0.8, 0.12, 0.012),
            ("GOMEZ", 0.35, 0.14, 0.018),
            ("VELAZQUEZ", 0.35, 0.165, 0.018),
            ("MARGARITO", 0.35, 0.19, 0.018),
            ("DOMICILIO", 0.35, 0.24, 0.012),
            ("C PITAGORAS 1253 INT 4", 0.35, 0.26, 0.018),
            ("COL MORELOS 04800", 0.35, 0.285, 0.018),
            ("CLAVE DE ELECTOR GMVLMR80070501H100", 0.35, 0.34, 0.015),
            ("CURP GOVM800705HCLMLR09", 0.35, 0.37, 0.015),
            ("FECHA DE NACIMIENTO", 0.35, 0.4, 0.012),
            ("05/07/1980", 0.35, 0.42, 0.015),
            ("VIGENCIA 2020-2030", 0.6, 0.42, 0.015),
        ],
        TravelDocument,
        &[
            (K::FullName, "GOMEZ VELAZQUEZ MARGARITO"),
            (K::Gender, "H"),
            (K::Address, "C PITAGORAS 1253 INT 4 COL MORELOS 04800"),
            (K::PersonalNumber, "GOVM800705HCLMLR09"),
            (K::DateOfBirth, "1980-07-05"),
        ],
    );
}

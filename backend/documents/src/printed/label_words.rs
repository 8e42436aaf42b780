use crate::FieldKey;

/// What a label says about the value that belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A field of its own.
    Field(FieldKey),
    /// `Name`, `Nombre`, `Nome`: the family name, the given names or both, which the other labels
    /// of the document tell.
    Name,
    /// Date and place of birth in one field.
    BirthDateAndPlace,
    /// A value that has no place among the fields.
    Other,
    /// Words that belong to no value, such as the kind of document.
    Heading,
}

impl Meaning {
    /// Whether values of that meaning hold a day.
    pub(super) const fn is_date(self) -> bool {
        matches!(
            self,
            Self::BirthDateAndPlace
                | Self::Field(K::DateOfBirth | K::Issued | K::Expires | K::CardRevisionDate)
        )
    }
}

use FieldKey as K;
use Meaning::{BirthDateAndPlace, Field, Heading, Name, Other};

/// Labels of documents in Latin script, as printed; blanks, marks and accents do not matter.
#[rustfmt::skip]
pub(super) static LABELS: &[(Meaning, &[&str])] = &[
    (Field(K::FamilyName), &[
        "Surname", "Surnames", "Family name", "Last name", "Primary identifier", "LN", "Nom", "Nom de famille",
        "Apellidos", "Apellido", "Primer apellido", "Apellido paterno", "Nachname", "Familienname", "Cognome", "Cognomi", "Apelidos", "Apelido", "Achternaam",
        "Naam", "Efternavn", "Efternamn", "Etternavn", "Nazwisko", "Prijmeni", "Priezvisko", "Prezime",
        "Priimek", "Vezeteknev", "Csaladi nev", "Sukunimi", "Perekonnanimi", "Uzvards", "Pavarde", "Soyadi",
        "Numele", "Kunya", "Surname and suffix", "Sobrenome",
    ]),
    (Field(K::FirstName), &[
        "Given names", "Given name", "First name", "First names", "Forename", "Forenames", "FN",
        "Secondary identifier", "Christian names", "Other names", "First name and middle name", "First and middle names",
        "Prenom", "Prenoms", "Nombres", "Vorname", "Vornamen", "Nomes proprios", "Nome proprio", "Nomes",
        "Voornamen", "Voornaam", "Fornavn", "Fornavne", "Fornamn", "Imiona", "Imie", "Jmeno", "Jmena", "Meno", "Ime",
        "Utonev", "Utonevek", "Etunimet", "Etunimi", "Eesnimi", "Eesnimed", "Vards", "Vardai", "Vardas", "Adi", "Prenume", "Prenumele", "Firstname",
    ]),
    (Field(K::FullName), &[
        "Surname, name", "Surname and name", "Full name", "Surname and given names", "Surname, given names", "Names of holder",
        "Name and surname", "Nom et prenoms", "Nom, prenoms", "Nom, prenom", "Nombre y apellidos", "Apellidos y nombres", "Apellidos y nombre", "Name of bearer", "Name of holder",
    ]),
    (Name, &["Name", "Names", "Nombre", "Nome", "Nimi", "Navn", "Namn"]),
    (Field(K::MaidenName), &["Maiden name", "Name at birth", "Birth name", "Geburtsname", "Nom de naissance", "Nom de jeune fille", "Nazwisko rodowe"]),
    (Field(K::MiddleName), &["Middle name", "Middle names", "MN"]),
    (Field(K::DateOfBirth), &[
        "Date of birth", "Birth date", "Birthdate", "Born", "Born on", "DOB", "D.O.B.", "Date de naissance", "Ne(e) le", "Ne le", "Nee le",
        "DDN", "DDN/DOB", "Fecha de nacimiento", "Fecha nacimiento", "Nacimiento", "F. nacimiento", "Geburtsdatum", "Geburtstag", "Geboren am", "Data di nascita", "Nato il", "Nata il", "Data de nascimento",
        "Geboortedatum", "Fodselsdato", "Fodelsedatum", "Fodselsdag", "Data urodzenia", "Datum narozeni", "Datum narodenia",
        "Datum rodjenja", "Datum rodenja", "Datum rojstva", "Szuletesi ido", "Szuletesi datum", "Szuletett", "Syntymaaika", "Sunniaeg", "Dzimsanas datums", "Gimimo data",
        "Dogum tarihi", "Data nasterii", "Datelindja",
    ]),
    (Field(K::PlaceOfBirth), &[
        "Place of birth", "Birthplace", "Birth place", "Town of birth", "City of birth", "Country of birth", "State of birth", "Place and country of birth", "POB", "Lieu de naissance", "Lugar de nacimiento", "Lugar nacimiento",
        "Geburtsort", "Luogo di nascita", "Local de nascimento", "Naturalidade", "Geboorteplaats", "Fodested", "Fodelseort", "Fodeort",
        "Miejsce urodzenia", "Misto narozeni", "Miesto narodenia", "Mjesto rodjenja", "Mesto rojstva", "Szuletesi hely", "Syntymapaikka", "Sunnikoht", "Dzimsanas vieta", "Gimimo vieta", "Dogum yeri", "Locul nasterii",
    ]),
    (BirthDateAndPlace, &[
        "Date and place of birth", "Place and date of birth", "Date et lieu de naissance", "Luogo e data di nascita", "Lugar y fecha de nacimiento", "Fecha y lugar de nacimiento", "Ne(e) le a",
        "Geburtsdatum und -ort", "Geburtstag und -ort",
    ]),
    (Field(K::Issued), &[
        "Date of issue", "Issue date", "Date issued", "Issued on", "Issued", "ISS", "ISS DATE", "Iss.", "Issue", "Valid from", "From/Du", "Card issued", "Date de delivrance", "Delivre le", "Delivrance", "Delivre(e) le",
        "Date d'emission", "DEL/ISS", "Fecha de expedicion", "Fecha expedicion", "Fecha de emision", "Expedido", "Emision", "Expedicion", "Ausstellungsdatum", "Ausgestellt am", "Datum der Ausstellung", "Tag der Ausstellung", "Data di rilascio",
        "Data de emissao", "Data de expedicao", "Datum van afgifte", "Afgiftedatum", "Datum afgifte", "Datum van uitgifte", "Udstedelsesdato", "Udstedt", "Utstedt", "Utstedelsesdato", "Utfardad", "Utfardandedatum", "Data wydania", "Datum vydani", "Datum vydania", "Datum izdavanja", "Datum izdaje",
        "Kiallitas datuma", "Kiallitas kelte", "Myonnetty", "Myontamispaiva", "Myontamispaivamaara", "Valjaandmise kuupaev", "Izdosanas datums", "Isdavimo data", "Verilis tarihi", "Duzenleme tarihi", "Data emiterii", "Data eliberarii", "Emitido", "Rilasciato il",
    ]),
    (Field(K::Expires), &[
        "Date of expiry", "Date of expiration", "Expiry date", "Expiration date", "Expiration", "Expires", "Expires on", "Expiry", "Card expires", "EXP", "EXP DATE", "Exp.", "Date expires", "Valid until", "Valid thru", "Valid through", "Valid to", "Until/Au",
        "Date d'expiration", "Date d'expir", "Expire le", "Valable jusqu'au", "Fin de validite", "EXP/EXP", "Fecha de caducidad", "Fecha de vencimiento", "Fecha de expiracion", "Valido hasta", "Validez", "Vigencia", "Vencimiento", "Vence",
        "Gultig bis", "Ablaufdatum", "Datum des Ablaufs", "Data di scadenza", "Scadenza", "Data de validade", "Validade", "Geldig tot", "Vervaldatum", "Datum van verval", "Udlobsdato", "Gyldig til", "Gyldighet", "Utlopsdato", "Giltig t.o.m.", "Giltigt till", "Sista giltighetsdag", "Galler till", "Data waznosci", "Termin waznosci", "Data uplywu waznosci",
        "Platnost do", "Datum platnosti", "Datum isteka", "Vrijedi do", "Velja do", "Datum izteka", "Lejarat", "Ervenyessegi ido", "Ervenyes", "Viimeinen voimassaolopaiva", "Voimassa", "Kehtiv kuni", "Deriga lidz", "Galioja iki", "Son gecerlilik tarihi", "Gecerlilik tarihi", "Data expirarii", "Valabilitate", "Valabil pana la", "Caduca",
    ]),
    (Field(K::Id), &[
        "Passport No", "Passport number", "No. du passeport", "Passeport No", "Numero de passeport", "N du passeport", "N de passeport", "Document No", "Document number", "Doc. No", "N du document", "No du document", "Numero du document",
        "Card No", "Card number", "ID No", "ID number", "ID card no", "Identity card number", "Identity card no", "Identity no", "Visa No", "Visa number", "Number/Numero", "Licence No", "License No", "Licence number", "License number",
        "Driver license no", "Driver licence number", "Driver license number", "Drivers license number", "Driver's licence no", "Driver license", "DLN", "DL", "DL No", "DL number", "DLN/NO", "LIC No", "LIC", "Lic. no", "Customer identifier", "Permit no", "OLN", "Operator license no",
        "Numero/Number", "Number/No", "NUMBER/NO", "N de permis", "No de permis", "No. permis", "Numero de permis", "N de dossier", "Carte d'identite no", "N carte d'identite", "Carte nationale d'identite n",
        "Numero de pasaporte", "Pasaporte No", "Pasaporte N", "No. de pasaporte", "Num soporte", "Numero de soporte", "Num. soport", "IDESP", "DNI num", "DNI", "Numero de documento", "No. de documento", "No. de licencia", "Numero de licencia", "Licencia no", "Num de licencia", "Ausweisnummer", "Ausweis-Nr", "Passnummer", "Pass-Nr", "Reisepass-Nr", "Pass Nr", "Dokumentennummer", "Fuhrerscheinnummer", "Passaporto n", "Numero passaporto", "Numero carta", "Carta n", "Passaporto no", "Numero do passaporte", "N do passaporte", "N documento", "Numero do documento", "Documento n", "Paspoortnummer", "Documentnummer", "Documentnr", "Pasnr", "Pas nr", "Passnr", "Kortnr", "Nr paszportu", "Nr paszport", "Numer paszportu", "Numer dokumentu", "Nr dowodu", "Numer dowodu osobistego", "Seria i nr dokumentu", "Cislo pasu", "Cislo dokladu", "Broj putovnice", "Broj pasosa", "St. potnega lista", "Utlevel szama", "Okmanyazonosito", "Passin numero", "Dokumendi number", "Passi nr", "Pases nr", "Paso nr", "Pasaport no", "Seri no", "Pasaport nr", "Belge no",
    ]),
    (Field(K::PersonalNumber), &[
        "Personal No", "Personal number", "Personal ID number", "Personal code", "Identity number", "National ID number", "National identity number", "Personal identity number", "Identification No", "NIN", "N personnel", "Numero personnel", "No personnel",
        "Numero personal", "Codice fiscale", "Numero de identificacion", "Numero de identidad", "CURP", "Personnummer", "Personnr", "Fodselsnummer", "CPR", "PESEL", "Nr PESEL", "Numer PESEL", "Rodne cislo", "OIB", "JMBG", "EMSO", "Szemelyi azonosito", "Henkilotunnus", "Isikukood", "Personas kods", "Asmens kodas", "T.C. Kimlik No", "TC Kimlik No", "CNP", "BSN", "Burgerservicenummer", "NIF", "NIE", "USCIS#", "A-Number", "Alien number",
    ]),
    (Field(K::Gender), &[
        "Sex", "Gender", "Sexe", "Sexo", "Geschlecht", "Sesso", "Geslacht", "Kon", "Kjonn", "Plec", "Pohlavi", "Pohlavie", "Spol", "Nem", "Sukupuoli", "Sugu", "Dzimums", "Lytis", "Cinsiyet", "Cinsiyeti", "Sexul", "Gjinia", "Kyn",
    ]),
    (Field(K::Address), &[
        "Address", "Home address", "Residence", "Adresse", "Domicile", "Domicilio", "Direccion", "Anschrift", "Wohnort", "Indirizzo", "Residenza", "Indirizzo di residenza", "Morada", "Endereco", "Adres", "Woonplaats", "Bopael", "Adresa", "Lakcim", "Osoite", "Elukoht", "Domiciliul", "Domiciliu", "Prebivaliste", "Prebivalisce", "Trvaly pobyt", "Permanent address",
    ]),
    (Field(K::IssuedBy), &[
        "Authority", "Issuing authority", "Issued by", "Issuing office", "Issuing post", "Autorite", "Autorite de delivrance", "Autoridad", "Autoridad expedidora", "Autoridade", "Behorde", "Ausstellende Behorde", "Autorita", "Autoriteit", "Myndighed", "Myndighet", "Organ wydajacy", "Organ vydani", "Vydal", "Viranomainen", "Kiallito hatosag", "Organ", "Afgegeven door", "Makam", "Veren makam", "Autoritatea", "Place of issue", "Issued at", "Lieu de delivrance",
    ]),
    (Field(K::Height), &["Height", "HGT", "HT", "Taille", "Estatura", "Altura", "Grosse", "Körpergröße", "Statura", "Lengte", "Hojd", "Wzrost", "HGT/TAILLE", "HGT/HAUT", "Hauteur"]),
    (Field(K::Weight), &["Weight", "WGT", "WT", "Poids", "Peso", "WGT/POIDS"]),
    (Field(K::Eyes), &["Eyes", "Eye", "Eye color", "Eye colour", "Colour of eyes", "Color of eyes", "Couleur des yeux", "Yeux", "Ojos", "Color de ojos", "Augenfarbe", "Colore degli occhi", "Occhi", "Cor dos olhos", "EYES/YEUX", "Kolor oczu"]),
    (Field(K::Hair), &["Hair", "Hair color", "Hair colour", "Cheveux", "Haarfarbe", "Cabello"]),
    (Field(K::Class), &["Class", "Classe", "CL", "CLASS/CAT", "Vehicle class", "Licence class", "License class", "Categories", "Clase", "Tipo de licencia"]),
    (Field(K::EndorsementsCode), &["Endorsements", "Endorsement", "Endors", "END", "Endorse", "Mentions", "Endr"]),
    (Field(K::RestrictionCode), &["Restrictions", "Restriction", "REST", "RSTR", "RESTR", "Restr", "REST/COND", "COND", "Conditions", "Restricciones"]),
    (Field(K::CardRevisionDate), &["REV", "REV DATE", "Revision date", "Card rev", "Revised"]),
    (Field(K::Race), &["Race"]),
    (Field(K::AuditInformation), &["Audit", "Audit no"]),
    (Other, &[
        "Nationality", "Nationalite", "Nacionalidad", "Staatsangehorigkeit", "Cittadinanza", "Nacionalidade", "Nationaliteit", "Nationalitet", "Statsborgerskap", "Medborgarskap", "Obywatelstwo", "Statni obcanstvi", "Statna prislusnost", "Drzavljanstvo", "Allampolgarsag", "Kansalaisuus", "Kodakondsus", "Pilsoniba", "Pilietybe", "Uyrugu", "Cetatenie", "Cetatenia", "Citizenship", "Country of citizenship",
        "Type", "Tipo", "Typ", "Code", "Codigo", "Kode", "Code of issuing state", "Country code", "Code du pays", "Clave del pais", "Code of state", "Codice", "Pais emisor", "Issuing state", "Issuing country", "Issuing country code", "Etat emetteur",
        "Signature", "Holder's signature", "Signature of bearer", "Signature of holder", "Signature du titulaire", "Unterschrift", "Unterschrift der Inhaberin", "Firma", "Firma del titular", "Firma del titolare", "Assinatura", "Handtekening", "Underskrift", "Namnteckning", "Podpis",
        "Remarks", "Observations", "Remarques", "Observaciones", "Bemerkungen", "Endorsements and observations", "Number of entries", "Nombre d'entrees", "Duration of stay", "Duree du sejour", "Type of visa", "Type de visa", "Valid for",
        "Religious name or pseudonym", "Ordens- oder Kunstlername", "Nom de religion ou pseudonyme", "Zugangsnummer", "CAN", "Card access number", "Nom d'usage", "Usage name", "Segundo apellido", "Apellido materno", "Clave de elector", "Seccion", "Ano de registro", "Donor", "Organ donor", "Veteran",
        "DD", "Document discriminator", "DD/NO", "Doc. discriminator", "Category", "Categorie", "Resident since", "First issued", "First licence", "Original issue date", "Under 21 until", "Under 18 until", "Under 19 until", "Turns 21 on", "Age 21 on", "Age 21", "Hazmat exp", "Hazmat expires", "DUPS", "Father", "Mother", "Spouse", "Card expires hazmat", "Under 21", "Under 18", "Inventory control", "ICN",
    ]),
    (Heading, &[
        "Passport", "Passeport", "Pasaporte", "Reisepass", "Passaporto", "Passaporte", "Paspoort", "Driver's license", "Driver licence", "Driving licence", "Driver's licence", "Permis de conduire", "Identity card", "Identification card", "Carte d'identite", "Carte nationale d'identite", "Personalausweis", "Fuhrerschein", "Documento nacional de identidad", "Licencia de conducir", "Permiso de conduccion", "Permanent resident card", "Permanent resident", "Visa", "Residence permit", "Titre de sejour", "Aufenthaltstitel", "Commercial driver license", "Licencia para conducir", "Credencial para votar", "Cedula de identidad", "Carta d'identita",
        "Not for federal identification", "Federal limits apply",
    ]),
];

use chrono::TimeDelta;
use credence_app::{
    AuthenticationError, FirstAdministratorError, InvitationToken, NewAdministrator, Role,
    SignInError, authenticate_administrator, create_invitation, first_administrator,
    has_administrator, sign_in, sign_out,
};
use credence_types::Redacted;
use sqlx::PgPool;

use crate::house::{House, TENANT, login};

const PASSWORD: &str = "correct horse battery";

fn password(text: &str) -> Redacted<String> {
    Redacted::new(text.to_owned())
}

async fn invitation(house: &House) -> InvitationToken {
    let url = create_invitation(&house.app, TENANT, Role::Administrator)
        .await
        .unwrap();
    assert!(
        url.expose()
            .as_str()
            .starts_with("https://id.example.org/review/#invitation=")
    );
    let fragment = url.expose().fragment().unwrap();
    InvitationToken::parse(fragment.strip_prefix("invitation=").unwrap()).unwrap()
}

fn ada(invitation: &InvitationToken) -> NewAdministrator {
    NewAdministrator {
        invitation: invitation.clone(),
        name: " Ada ".to_owned(),
        email: " Ada@Example.org".to_owned(),
        password: password(PASSWORD),
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_invitation_makes_one_administrator(pool: PgPool) {
    let house = House::build(&pool).await;
    assert!(!has_administrator(&house.app, TENANT).await.unwrap());
    let invitation = invitation(&house).await;
    let joined = first_administrator(&house.app, ada(&invitation))
        .await
        .unwrap();
    assert!(has_administrator(&house.app, TENANT).await.unwrap());
    assert_eq!(joined.max_age_seconds, 12 * 3600);
    let known = authenticate_administrator(&house.app, &login(&joined))
        .await
        .unwrap();
    assert_eq!(
        (known.name.as_str(), known.email.as_str()),
        ("Ada", "ada@example.org")
    );
    assert_eq!(
        (known.role, known.tenant_name.as_str()),
        (Role::Administrator, "One")
    );
    let error = first_administrator(&house.app, ada(&invitation)).await;
    assert!(matches!(
        error,
        Err(FirstAdministratorError::InvitationRefused)
    ));
}

#[sqlx::test(migrations = "../../migrations")]
async fn refused_details_leave_the_invitation_good(pool: PgPool) {
    let house = House::build(&pool).await;
    house.join(TENANT, "taken@example.org").await;
    let invitation = invitation(&house).await;
    let with = |change: fn(&mut NewAdministrator)| {
        let mut new = ada(&invitation);
        change(&mut new);
        first_administrator(&house.app, new)
    };
    let error = with(|new| new.name = " ".to_owned()).await;
    assert!(matches!(error, Err(FirstAdministratorError::NameMalformed)));
    for email in ["", "ada", "@b", "a@", "a b@c"] {
        let mut new = ada(&invitation);
        new.email = email.to_owned();
        let error = first_administrator(&house.app, new).await;
        assert!(
            matches!(error, Err(FirstAdministratorError::EmailMalformed)),
            "{email}"
        );
    }
    let error = with(|new| new.password = password("elevenchars")).await;
    assert!(matches!(
        error,
        Err(FirstAdministratorError::PasswordLength)
    ));
    let error = with(|new| new.email = "TAKEN@example.org".to_owned()).await;
    assert!(matches!(error, Err(FirstAdministratorError::EmailTaken)));
    with(|_| ()).await.unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_lapsed_invitation_is_refused(pool: PgPool) {
    let house = House::build(&pool).await;
    let invitation = invitation(&house).await;
    house.clock.advance(TimeDelta::days(7));
    let error = first_administrator(&house.app, ada(&invitation)).await;
    assert!(matches!(
        error,
        Err(FirstAdministratorError::InvitationRefused)
    ));
}

#[sqlx::test(migrations = "../../migrations")]
async fn signing_in_and_out(pool: PgPool) {
    let house = House::build(&pool).await;
    house.join(TENANT, "ada@example.org").await;
    for (email, text) in [
        ("ada@example.org", "wrong horse battery"),
        ("eve@example.org", PASSWORD),
    ] {
        let error = sign_in(&house.app, email, password(text)).await;
        assert!(matches!(error, Err(SignInError::Refused)));
    }
    let one = sign_in(&house.app, "ADA@example.org ", password(PASSWORD))
        .await
        .unwrap();
    let two = sign_in(&house.app, "ada@example.org", password(PASSWORD))
        .await
        .unwrap();
    sign_out(&house.app, &login(&one)).await.unwrap();
    sign_out(&house.app, &login(&one)).await.unwrap();
    let error = authenticate_administrator(&house.app, &login(&one)).await;
    assert!(matches!(error, Err(AuthenticationError::Unknown)));
    assert!(
        authenticate_administrator(&house.app, &login(&two))
            .await
            .is_ok()
    );
    house.clock.advance(TimeDelta::hours(12));
    let error = authenticate_administrator(&house.app, &login(&two)).await;
    assert!(matches!(error, Err(AuthenticationError::Unknown)));
}

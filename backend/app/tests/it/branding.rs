//! How a tenant's pages look: versioned, audited, its own.

use credence_app::{
    Accent, Branding, BrandingError, BrandingField, branding, branding_logo, change_branding,
    change_branding_logo, delete_branding_logo,
};
use sqlx::PgPool;

use crate::house::{House, OTHER, TENANT, integrator_of};

fn named(name: &str) -> Branding {
    Branding {
        display_name: Some(name.to_owned()),
        ..Branding::default()
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_change_is_of_the_version_that_was_seen(pool: PgPool) {
    let house = House::build(&pool).await;
    let (app, integrator) = (&house.app, &house.integrator);
    assert_eq!(branding(app, integrator).await.unwrap().version, 0);
    let first = change_branding(app, integrator, 0, &named("Bank"))
        .await
        .unwrap();
    assert_eq!((first.version, &first.branding), (1, &named("Bank")));
    let late = change_branding(app, integrator, 0, &named("Shop")).await;
    assert!(matches!(late, Err(BrandingError::Changed)));
    change_branding(app, integrator, 1, &named("Shop"))
        .await
        .unwrap();
    let (_, other) = integrator_of(app, OTHER).await;
    assert_eq!(
        branding(app, &other).await.unwrap().branding,
        Branding::default()
    );
    let person = house.person().await;
    assert_eq!(house.view(&person).await.organisation.unwrap().name, "Shop");
    let acts: Option<i64> =
        sqlx::query_scalar("select count(*) from credence.audit where action = 'branding_changed'")
            .fetch_one(&pool)
            .await
            .unwrap();
    assert_eq!(acts, Some(2));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_colour_that_cannot_be_read_is_refused_with_its_ratio(pool: PgPool) {
    let house = House::build(&pool).await;
    let yellow = Branding {
        accent: Some(Accent {
            light: "#ffd400".to_owned(),
            dark: "#ffd400".to_owned(),
        }),
        ..Branding::default()
    };
    let refused = change_branding(&house.app, &house.integrator, 0, &yellow).await;
    let Err(BrandingError::Contrast(field, failure)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(field, BrandingField::AccentLight);
    assert!(failure.ratio < 1.5, "{failure:?}");
    assert_eq!(
        branding(&house.app, &house.integrator)
            .await
            .unwrap()
            .version,
        0
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_logo_is_found_by_its_hash_until_it_is_taken_away(pool: PgPool) {
    let house = House::build(&pool).await;
    let (app, integrator) = (&house.app, &house.integrator);
    change_branding(app, integrator, 0, &named("Bank"))
        .await
        .unwrap();
    let with = change_branding_logo(app, integrator, b"png").await.unwrap();
    assert_eq!((with.version, &with.branding), (2, &named("Bank")));
    let hash = with.logo_sha256.unwrap();
    let found = async |tenant| branding_logo(app, tenant, &hash).await.unwrap();
    assert_eq!(found(TENANT).await.as_deref(), Some(b"png".as_slice()));
    assert_eq!(found(OTHER).await, None);
    let without = delete_branding_logo(app, integrator).await.unwrap();
    assert_eq!((without.version, without.logo_sha256), (3, None));
    assert_eq!(
        delete_branding_logo(app, integrator).await.unwrap().version,
        3
    );
    assert_eq!(found(TENANT).await, None);
}

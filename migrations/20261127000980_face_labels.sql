-- What reviewers saw: a distance, and whether the two faces were one person's. Figures for the
-- model's error rates, kept without session, person or time of day, so that they outlive the case.
create table credence.face_label (
    tenant_id uuid not null references credence.tenant (id),
    id uuid not null,
    model_sha256 text not null,
    distance double precision not null,
    is_same boolean not null,
    document_country text,
    -- The reviewer's own word for the group of people whose errors are to be compared.
    person_group text,
    labelled_on date not null,
    primary key (tenant_id, id)
);

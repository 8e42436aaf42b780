-- Whether an integrator that hands in a request of its own has to state the person's consent.
alter table credence.tenant add column verify_needs_consent boolean not null default false;

-- Nothing is read of a person who is not known to have agreed. Tenants that are there keep what they have.
alter table credence.tenant alter column verify_needs_consent set default true;

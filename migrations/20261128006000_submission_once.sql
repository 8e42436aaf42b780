-- A DVS request serves one submission of one session, whoever's: tenants share a DVS account, and who
-- handed in another's request would be given the other's person.
create unique index submission_once on credence.submission (dvs_request_id);

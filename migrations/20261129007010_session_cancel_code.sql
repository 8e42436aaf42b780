-- Why a session was cancelled, where it was not the integrator that called it off: `consent_declined`.
alter table credence.session add column cancel_code text;

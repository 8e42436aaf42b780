-- A key may end by itself, and says when it was last used (by the minute).
alter table credence.integrator_key add column expires_at timestamptz;
alter table credence.integrator_key add column last_used_at timestamptz;

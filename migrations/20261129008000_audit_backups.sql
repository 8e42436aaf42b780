-- Serves the question whether a backup was ever made. Blocks appends while it is built, a second for a
-- million rows.
create index audit_of_backups on credence.audit (action) where action = 'backup_made';

-- Which stream of security events it was that began, changed or ended.
ALTER TABLE audit_events ADD COLUMN stream_id uuid;

-- From where a token was given out, and when and from where it was used last: to the minute, written later and in
-- batches. No index is on any of it, so that a use changes no index; some room on each page keeps it there.
ALTER TABLE oauth_tokens
  ADD COLUMN issued_from    inet,
  ADD COLUMN last_used_at   timestamptz,
  ADD COLUMN last_used_from inet;
ALTER TABLE oauth_tokens SET (fillfactor = 85);

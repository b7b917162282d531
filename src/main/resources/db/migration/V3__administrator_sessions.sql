-- Sessions of administrators. The cookie holds a random key, of which the digest is here.
--   session  the same after each refresh of the tokens: signing out ends all rows of a session
--   sid      the session's id at the provider, if it has one; with the subject, what a back-channel logout names
--   tokens   the provider's tokens, encrypted with a key that is not in the database
CREATE TABLE administrator_sessions (
  digest     bytea       PRIMARY KEY,
  session    uuid        NOT NULL,
  sid        text,
  subject    text,
  tokens     bytea       NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX administrator_sessions_of_session ON administrator_sessions (session);
CREATE INDEX administrator_sessions_by_expiry ON administrator_sessions (expires_at);

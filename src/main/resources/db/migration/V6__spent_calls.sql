-- The calls of other systems that were answered, each signed with an id that its issuer uses once: what is here is
-- not carried out again. By the digest of issuer and id; kept until the signature has long stopped counting.
CREATE TABLE spent_calls (
  call       bytea       PRIMARY KEY CHECK (octet_length(call) = 32),
  expires_at timestamptz NOT NULL
);
CREATE INDEX spent_calls_by_end ON spent_calls (expires_at);

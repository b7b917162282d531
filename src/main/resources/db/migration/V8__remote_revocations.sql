-- What other token stores have to be told: a row for each store, written with the revocation itself. `due_at` is both
-- schedule and lease, as in reset_requests, and null when the store has agreed; `told_at` is when it first did, since
-- some are told twice. `claim` moves with each claim and each new wish, so that who was told of an earlier wish can't
-- settle a later one.
CREATE TABLE remote_revocations (
  id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  token_store    text        NOT NULL,
  customer_id    text        NOT NULL REFERENCES customers ON DELETE CASCADE,
  actor_kind     text        NOT NULL CHECK (actor_kind IN ('customer', 'administrator', 'client', 'system')),
  actor_id       text,
  client_address inet,
  recorded_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  due_at         timestamptz,
  claim          bigint      NOT NULL DEFAULT 0,
  attempts       int         NOT NULL DEFAULT 0,
  told_at        timestamptz
) WITH (fillfactor = 70);
CREATE INDEX remote_revocations_due ON remote_revocations (token_store, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX remote_revocations_told ON remote_revocations (recorded_at) WHERE due_at IS NULL;
CREATE INDEX remote_revocations_of_customer ON remote_revocations (customer_id);
CREATE UNIQUE INDEX remote_revocations_open ON remote_revocations (customer_id, token_store) WHERE due_at IS NOT NULL;

-- Where tokens were revoked, where that was elsewhere.
ALTER TABLE audit_events ADD COLUMN token_store text;

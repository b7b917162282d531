-- The schema of Rekey, grouped by the same wings as the code.
--
-- Conventions
--   * Digests (SHA-256) stand in for secrets and, in keys, for email addresses: a copy of a table reveals neither.
--   * `due_at` is both the schedule and the lease of durable work. A claim moves it into the future, so that a row
--     whose worker died becomes due again. It is NULL when the work is finished.
--   * Tables that are updated often have a lower fillfactor: an update then stays on its page and changes no index.

-- Substring search for customers by id, name or email.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- ---- Customers ---------------------------------------------------------------------------------------------------

-- One customer row orders sign-in, reset and force sign-in. Each of these statements checks a version in its own
-- WHERE clause; a transaction that changes a version locks the row first.
--   link_version       increases when the password or the email changes. A reset token is valid for one version only.
--   sign_in_version    increases when the password changes and on force sign-in. An access token is issued only if
--                      the version did not change during the sign-in.
--   tokens_valid_from  access tokens that were issued earlier are revoked.
--   disputable_from    first link_version whose change can be disputed. Earlier changes were settled: by a new email
--                      address, by the shop's own system, by a dispute, or by a reset through the customer's mailbox.
--
-- With an external identity backend the row is a local copy. The email is NULL where that backend knows none.
CREATE TABLE customers (
  id                text        PRIMARY KEY,
  store             text        NOT NULL,
  email             text,
  email_digest      bytea,
  name              text,
  locale            text        NOT NULL,
  status            text        NOT NULL CHECK (status IN ('active', 'disabled')),
  password_hash     text,
  link_version      bigint      NOT NULL DEFAULT 1,
  sign_in_version   bigint      NOT NULL DEFAULT 1,
  disputable_from   bigint      NOT NULL DEFAULT 1,
  tokens_valid_from timestamptz,
  has_oauth_tokens  boolean     NOT NULL DEFAULT false,
  created_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  updated_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  search_text       text        GENERATED ALWAYS AS (lower(id || ' ' || coalesce(name, '') || ' ' || email)) STORED,
  CONSTRAINT customers_one_email_per_store UNIQUE (email_digest, store)
);
CREATE INDEX customers_search ON customers USING gin (search_text gin_trgm_ops);
CREATE INDEX customers_by_store ON customers (store, id);

-- ---- Password reset ----------------------------------------------------------------------------------------------

-- Sliding windows of the rate limiter: the accepted requests of each key in the last hour, oldest first, in
-- microseconds since 1970. The key is a digest of an email or a client address.
CREATE TABLE request_windows (
  key        bytea       PRIMARY KEY,
  accepted   bigint[]    NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 70);
CREATE INDEX request_windows_by_age ON request_windows (updated_at);

-- Outbox of reset emails. A recorded request holds no secret; the worker creates the token when it sends the email.
--   email    the typed address in normal form. Stored only for an external identity backend, which cannot search by
--            digest, and only until the request is finished.
--   unclear  attempts after which the mail server may have accepted the email. Each one makes the next retry later.
--   audited  whether the audit trail has the request. It is recorded at the first attempt, not at the last.
CREATE TABLE reset_requests (
  id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  store          text,
  email_digest   bytea,
  email          text,
  customer_id    text,
  actor_id       text,
  client_address inet,
  requested_at   timestamptz NOT NULL,
  due_at         timestamptz,
  attempts       int         NOT NULL DEFAULT 0,
  unclear        int         NOT NULL DEFAULT 0,
  audited        boolean     NOT NULL DEFAULT false,
  outcome        text        CHECK (outcome IN ('mailed', 'no-account', 'undeliverable', 'abandoned')),
  CHECK ((customer_id IS NULL) <> (email_digest IS NULL)),
  CHECK ((due_at IS NULL) = (outcome IS NOT NULL)),
  CONSTRAINT reset_requests_keep_no_email CHECK (email IS NULL OR due_at IS NOT NULL)
);
CREATE INDEX reset_requests_due ON reset_requests (due_at) WHERE due_at IS NOT NULL;

-- Mailed reset links. `refusals` limits how many rejected attempts with one link the audit trail records, so that the
-- holder of a link cannot fill it.
CREATE TABLE reset_tokens (
  digest       bytea       PRIMARY KEY,
  customer_id  text        NOT NULL REFERENCES customers ON DELETE CASCADE,
  link_version bigint      NOT NULL,
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  used_at      timestamptz,
  refusals     int         NOT NULL DEFAULT 0
);
CREATE INDEX reset_tokens_of_customer ON reset_tokens (customer_id);
CREATE INDEX reset_tokens_by_expiry ON reset_tokens (expires_at);

-- ---- Password changes --------------------------------------------------------------------------------------------

-- Links in password change notices, with which a customer disputes a change. `change` is the link_version that the
-- disputed change produced; the link is valid while customers.disputable_from is not greater.
CREATE TABLE dispute_tokens (
  digest      bytea       PRIMARY KEY,
  customer_id text        NOT NULL REFERENCES customers ON DELETE CASCADE,
  change      bigint      NOT NULL,
  created_at  timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL,
  used_at     timestamptz,
  refusals    int         NOT NULL DEFAULT 0
);
CREATE INDEX dispute_tokens_of_customer ON dispute_tokens (customer_id);
CREATE INDEX dispute_tokens_by_expiry ON dispute_tokens (expires_at);

-- ---- Sign-in -----------------------------------------------------------------------------------------------------

-- Failed sign-ins of each typed address, with or without an account: both cases do the same work.
CREATE TABLE sign_in_attempts (
  email_digest bytea       NOT NULL,
  store        text        NOT NULL,
  failures     int         NOT NULL,
  locked_until timestamptz,
  updated_at   timestamptz NOT NULL,
  PRIMARY KEY (email_digest, store)
) WITH (fillfactor = 70);
CREATE INDEX sign_in_attempts_by_age ON sign_in_attempts (updated_at);

-- ---- Tokens and revocation ---------------------------------------------------------------------------------------

-- Access tokens. `last_used_at` (resolution: one minute) and `last_used_from` are written later, in batches. No index
-- contains them, and the fillfactor leaves room on the page.
CREATE TABLE oauth_tokens (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  digest          bytea       NOT NULL UNIQUE,
  customer_id     text        NOT NULL REFERENCES customers ON DELETE CASCADE,
  sign_in_version bigint      NOT NULL,
  client          text        NOT NULL,
  scope           text,
  issued_at       timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  revoked_at      timestamptz,
  issued_from     inet,
  last_used_at    timestamptz,
  last_used_from  inet
) WITH (fillfactor = 85);
CREATE INDEX oauth_tokens_of_customer ON oauth_tokens (customer_id, issued_at DESC, id);
CREATE INDEX oauth_tokens_by_expiry ON oauth_tokens (expires_at);
-- Revoking all tokens of a customer reads the valid ones only, however many expired.
CREATE INDEX oauth_tokens_live_of_customer ON oauth_tokens (customer_id, expires_at) WHERE revoked_at IS NULL;

-- Bulk force sign-in jobs. A job walks the customers in the order of their ids; a job for a whole store walks and
-- counts them by index and writes out no list.
--   idempotency_key   digest of the client's key
--   fingerprint       digest of what was requested: the same key with another request is rejected
--   counted_to        last customer that was counted; NULL when all are
--   lookup_cursor     position in the list of an external identity backend: all its customers get a row before the
--                     walk. '' at the beginning, NULL at the end.
--   last_customer_id  last customer that was processed. It moves with the counts, in the transaction that revokes
--                     the tokens: a crash never processes a customer twice, skips one or corrupts the counts.
CREATE TABLE force_sign_ins (
  id               uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  store            text,
  actor_kind       text        NOT NULL CHECK (actor_kind IN ('customer', 'administrator', 'client', 'system')),
  actor_id         text,
  client_address   inet,
  idempotency_key  bytea       UNIQUE,
  fingerprint      bytea       NOT NULL,
  total            bigint      NOT NULL,
  counted_to       text,
  lookup_cursor    text        DEFAULT '',
  last_customer_id text        NOT NULL DEFAULT '',
  processed        bigint      NOT NULL DEFAULT 0,
  revoked          bigint      NOT NULL DEFAULT 0,
  failed           bigint      NOT NULL DEFAULT 0,
  started_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at      timestamptz
) WITH (fillfactor = 50);
CREATE INDEX force_sign_ins_unfinished ON force_sign_ins (started_at) WHERE finished_at IS NULL;
CREATE INDEX force_sign_ins_by_end ON force_sign_ins (finished_at) WHERE finished_at IS NOT NULL;

-- The customers of a job for a list, and the customers of any job that failed.
CREATE TABLE force_sign_in_customers (
  force_sign_in uuid    NOT NULL REFERENCES force_sign_ins ON DELETE CASCADE,
  customer_id   text    NOT NULL,
  failed        boolean NOT NULL DEFAULT false,
  PRIMARY KEY (force_sign_in, customer_id)
);
CREATE INDEX force_sign_in_customers_failed ON force_sign_in_customers (force_sign_in, customer_id) WHERE failed;

-- Revocations to propagate: one row for each remote server, written in the transaction that revokes the tokens.
--   claim            increases with each claim and each new revocation. The result of an older claim is ignored, since
--                    the server may have been notified before the newer revocation.
--   due_at           NULL after the last acknowledgement
--   acknowledged_at  first acknowledgement; some servers are notified a second time
CREATE TABLE remote_revocations (
  id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  token_store     text        NOT NULL,
  customer_id     text        NOT NULL REFERENCES customers ON DELETE CASCADE,
  actor_kind      text        NOT NULL CHECK (actor_kind IN ('customer', 'administrator', 'client', 'system')),
  actor_id        text,
  client_address  inet,
  recorded_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  due_at          timestamptz,
  claim           bigint      NOT NULL DEFAULT 0,
  attempts        int         NOT NULL DEFAULT 0,
  acknowledged_at timestamptz
) WITH (fillfactor = 70);
CREATE INDEX remote_revocations_due ON remote_revocations (token_store, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX remote_revocations_acknowledged ON remote_revocations (recorded_at) WHERE due_at IS NULL;
CREATE INDEX remote_revocations_of_customer ON remote_revocations (customer_id);
CREATE UNIQUE INDEX remote_revocations_open ON remote_revocations (customer_id, token_store) WHERE due_at IS NOT NULL;

-- Replay protection of signed revocation requests: digests of issuer and `jti`. A row outlives the signature.
CREATE TABLE consumed_token_ids (
  token_id   bytea       PRIMARY KEY CHECK (octet_length(token_id) = 32),
  expires_at timestamptz NOT NULL
);
CREATE INDEX consumed_token_ids_by_expiry ON consumed_token_ids (expires_at);

-- ---- Security events (CAEP 1.0, SSF 1.0) -------------------------------------------------------------------------

-- Security events, written in the transaction that they report. Events of one transaction share `txn`.
CREATE TABLE security_events (
  id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  txn         uuid        NOT NULL,
  type        text        NOT NULL,
  customer_id text        NOT NULL,
  occurred_at timestamptz NOT NULL,
  initiator   text        NOT NULL CHECK (initiator IN ('user', 'admin', 'system'))
);

-- Streams (SSF 1.0, section 8.1). `credential` is the Authorization header for the receiver, encrypted with a key that
-- is not in the database. `failures` and `due_at` are the backoff of a receiver that is unavailable.
CREATE TABLE security_event_streams (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  owner           text        NOT NULL,
  audience        text        NOT NULL,
  description     text,
  types           text[]      NOT NULL,
  endpoint        text,
  credential      bytea,
  status          text        NOT NULL DEFAULT 'enabled' CHECK (status IN ('enabled', 'paused', 'disabled')),
  reason          text,
  failures        int         NOT NULL DEFAULT 0,
  due_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
  created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  verification_at timestamptz
);
CREATE INDEX security_event_streams_of_owner ON security_event_streams (owner, created_at);

-- Queue of each stream. A row is written with the event and deleted when the receiver has it.
--   event_id  NULL for a verification event, which has a `state`
--   due_at    NULL where the receiver rejected the event for good
--   attempts  all claims, including those while the receiver was unavailable
--   refusals  rejections of this event; after a limit it is abandoned
-- No foreign key on streams: a password change would lock the row of every stream until it commits.
CREATE TABLE security_event_deliveries (
  stream_id uuid        NOT NULL,
  jti       uuid        NOT NULL DEFAULT gen_random_uuid(),
  event_id  bigint,
  state     text,
  queued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  due_at    timestamptz DEFAULT clock_timestamp(),
  attempts  int         NOT NULL DEFAULT 0,
  refusals  int         NOT NULL DEFAULT 0,
  PRIMARY KEY (stream_id, jti)
);
CREATE INDEX security_event_deliveries_due ON security_event_deliveries (stream_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX security_event_deliveries_by_age ON security_event_deliveries (queued_at);
-- A verification is queued only if none is queued yet: the check must not read the rest of the queue.
CREATE INDEX security_event_deliveries_verifications ON security_event_deliveries (stream_id)
  WHERE event_id IS NULL AND due_at IS NOT NULL;

-- ---- Audit trail -------------------------------------------------------------------------------------------------

-- Audit events. They hold no token, no password and no email address.
--   means        how a password was changed
--   token_store  remote server on which tokens were revoked
--   stream_id    security event stream that was created, changed or removed
CREATE TABLE audit_events (
  id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id    text,
  type           text        NOT NULL,
  at             timestamptz NOT NULL,
  actor_kind     text        NOT NULL CHECK (actor_kind IN ('customer', 'administrator', 'client', 'system')),
  actor_id       text,
  client_address inet,
  outcome        text        NOT NULL CHECK (outcome IN ('success', 'failure')),
  count          int,
  means          text,
  token_store    text,
  stream_id      uuid
);
CREATE INDEX audit_events_of_customer ON audit_events (customer_id, id DESC);

-- ---- Settings ----------------------------------------------------------------------------------------------------

-- Settings that an administrator changed, by their names in the API. There is one row; its lock orders changes.
CREATE TABLE settings (
  only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  overrides jsonb   NOT NULL
);
INSERT INTO settings (overrides) VALUES ('{}');

-- ---- Background work ---------------------------------------------------------------------------------------------

-- The table of db-scheduler 16 (https://github.com/kagkarlsson/db-scheduler), as its documentation defines it.
CREATE TABLE scheduled_tasks (
  task_name            text        NOT NULL,
  task_instance        text        NOT NULL,
  task_data            bytea,
  execution_time       timestamptz NOT NULL,
  picked               boolean     NOT NULL,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint      NOT NULL,
  priority             smallint,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_by_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_by_heartbeat ON scheduled_tasks (last_heartbeat);
-- The order in which db-scheduler polls when priorities are enabled.
CREATE INDEX scheduled_tasks_by_priority ON scheduled_tasks (priority DESC, execution_time);

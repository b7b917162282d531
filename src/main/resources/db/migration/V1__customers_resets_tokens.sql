-- Customers and everything that hangs on them.
--
-- One customer row is the point of order between sign-in, reset and force sign-in:
--   link_version      moves when the password or the e-mail changes; a reset token counts only for the version it was made for
--   sign_in_version   moves when the password changes and on force sign-in; an access token counts only for the version it was issued under
-- Whoever changes one of them holds the row's lock.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE customers (
  id                text        PRIMARY KEY,
  store             text        NOT NULL,
  email             text        NOT NULL,
  email_digest      bytea       NOT NULL,
  name              text,
  locale            text        NOT NULL,
  status            text        NOT NULL CHECK (status IN ('active', 'disabled')),
  password_hash     text,
  link_version      bigint      NOT NULL DEFAULT 1,
  sign_in_version   bigint      NOT NULL DEFAULT 1,
  tokens_valid_from timestamptz,
  has_oauth_tokens  boolean     NOT NULL DEFAULT false,
  created_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  updated_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  search_text       text        NOT NULL GENERATED ALWAYS AS (lower(id || ' ' || coalesce(name, '') || ' ' || email)) STORED,
  CONSTRAINT customers_one_email_per_store UNIQUE (email_digest, store)
);
CREATE INDEX customers_search ON customers USING gin (search_text gin_trgm_ops);
CREATE INDEX customers_by_store ON customers (store, id);

-- The accepted requests of each limited key within the last hour, oldest first, as microseconds since 1970.
-- The key is a digest, so that the table tells nobody's address.
CREATE TABLE request_windows (
  key        bytea       PRIMARY KEY,
  accepted   bigint[]    NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 70);
CREATE INDEX request_windows_by_age ON request_windows (updated_at);

-- A recorded request is the outbox of its mail and holds no secret. `due_at` is both schedule and lease:
-- claiming a row moves it into the future, so that a row whose worker died comes back by itself.
CREATE TABLE reset_requests (
  id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  store          text,
  email_digest   bytea,
  customer_id    text,
  actor_id       text,
  client_address inet,
  requested_at   timestamptz NOT NULL,
  due_at         timestamptz,
  attempts       int         NOT NULL DEFAULT 0,
  outcome        text        CHECK (outcome IN ('mailed', 'no-account', 'undeliverable', 'gave-up')),
  CHECK ((customer_id IS NULL) <> (email_digest IS NULL)),
  CHECK ((due_at IS NULL) = (outcome IS NOT NULL))
);
CREATE INDEX reset_requests_due ON reset_requests (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE reset_tokens (
  digest       bytea       PRIMARY KEY,
  customer_id  text        NOT NULL REFERENCES customers ON DELETE CASCADE,
  link_version bigint      NOT NULL,
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  used_at      timestamptz
);
CREATE INDEX reset_tokens_of_customer ON reset_tokens (customer_id);
CREATE INDEX reset_tokens_by_expiry ON reset_tokens (expires_at);

CREATE TABLE oauth_tokens (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  digest          bytea       NOT NULL UNIQUE,
  customer_id     text        NOT NULL REFERENCES customers ON DELETE CASCADE,
  sign_in_version bigint      NOT NULL,
  client          text        NOT NULL,
  scope           text,
  issued_at       timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  revoked_at      timestamptz
);
CREATE INDEX oauth_tokens_of_customer ON oauth_tokens (customer_id, issued_at DESC, id);
CREATE INDEX oauth_tokens_by_expiry ON oauth_tokens (expires_at);

-- Failed sign-ins are counted for the address that was typed, whether an account has it or not:
-- a known and an unknown address do the same work.
CREATE TABLE sign_in_attempts (
  email_digest bytea       NOT NULL,
  store        text        NOT NULL,
  failures     int         NOT NULL,
  locked_until timestamptz,
  updated_at   timestamptz NOT NULL,
  PRIMARY KEY (email_digest, store)
) WITH (fillfactor = 70);
CREATE INDEX sign_in_attempts_by_age ON sign_in_attempts (updated_at);

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
  means          text
);
CREATE INDEX audit_events_of_customer ON audit_events (customer_id, id DESC);

-- Security events (CAEP 1.0) as they were written with the change that they tell of; `txn` joins those of one change.
CREATE TABLE security_events (
  id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  txn         uuid        NOT NULL,
  type        text        NOT NULL,
  customer_id text        NOT NULL,
  occurred_at timestamptz NOT NULL,
  initiator   text        NOT NULL CHECK (initiator IN ('user', 'admin', 'system'))
);

-- What an administrator changed from the configured defaults, by the names of the API: one row, whose lock
-- puts changes in order.
CREATE TABLE settings (
  only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  overrides jsonb   NOT NULL
);
INSERT INTO settings (overrides) VALUES ('{}');

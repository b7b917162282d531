-- Force sign-ins of many customers at once. `at_customer` is the last customer that was dealt with, in the order of
-- their ids, and moves with the counts in the transaction that ends that customer's sign-ins: whatever is killed in
-- the middle, the walk goes on behind the last one that is stored.
--
-- A store is not written out: it is walked, and counted, by its index. `counting_at` is the last customer of it that
-- was counted, and null when all are.
CREATE TABLE force_sign_ins (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  store           text,
  actor_kind      text        NOT NULL CHECK (actor_kind IN ('customer', 'administrator', 'client', 'system')),
  actor_id        text,
  client_address  inet,
  idempotency_key bytea       UNIQUE,
  meaning         bytea       NOT NULL,
  total           bigint      NOT NULL,
  counting_at     text,
  at_customer     text        NOT NULL DEFAULT '',
  processed       bigint      NOT NULL DEFAULT 0,
  revoked         bigint      NOT NULL DEFAULT 0,
  failed          bigint      NOT NULL DEFAULT 0,
  started_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at     timestamptz
) WITH (fillfactor = 50);
CREATE INDEX force_sign_ins_unfinished ON force_sign_ins (started_at) WHERE finished_at IS NULL;
CREATE INDEX force_sign_ins_by_end ON force_sign_ins (finished_at) WHERE finished_at IS NOT NULL;

-- The customers of a list, and those of any force sign-in that could not be dealt with.
CREATE TABLE force_sign_in_customers (
  force_sign_in uuid    NOT NULL REFERENCES force_sign_ins ON DELETE CASCADE,
  customer_id   text    NOT NULL,
  failed        boolean NOT NULL DEFAULT false,
  PRIMARY KEY (force_sign_in, customer_id)
);
CREATE INDEX force_sign_in_customers_failed ON force_sign_in_customers (force_sign_in, customer_id) WHERE failed;

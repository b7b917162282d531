-- Streams by which other systems get security events (SSF 1.0, section 8.1). `credential` is what a receiver wants to
-- see in the header Authorization, encrypted with a key that the database does not have. `due_at` and `failures` let a
-- receiver that is away rest, with all that waits for it.
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

-- What waits for a stream: written with the event, removed when the receiver has it. `due_at` is both schedule and
-- lease, and null where the receiver refused it for good. `event_id` is null for a verification, which has a `state`.
--
-- No foreign key: the change of a password would hold a lock on every stream until it commits.
CREATE TABLE security_event_deliveries (
  stream_id uuid        NOT NULL,
  jti       uuid        NOT NULL DEFAULT gen_random_uuid(),
  event_id  bigint,
  state     text,
  queued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  due_at    timestamptz DEFAULT clock_timestamp(),
  attempts  int         NOT NULL DEFAULT 0,
  PRIMARY KEY (stream_id, jti)
);
CREATE INDEX security_event_deliveries_due ON security_event_deliveries (stream_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX security_event_deliveries_by_age ON security_event_deliveries (queued_at);

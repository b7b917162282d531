-- Limits of sign-ins, password changes and mails.

SET LOCAL lock_timeout = '5s';

-- Pauses of an email so far without a success in between. Each pause is twice as long as the one before.
ALTER TABLE sign_in_attempts ADD COLUMN pauses int NOT NULL DEFAULT 0;

-- Devices from which a customer signed in or set the password by a mailed link. They pass the pause of the email.
--   failures  failed sign-ins in a row. At the limit of the lockout the device is not known any more.
CREATE TABLE known_devices (
  digest      bytea       PRIMARY KEY,
  customer_id text        NOT NULL REFERENCES customers ON DELETE CASCADE,
  failures    int         NOT NULL DEFAULT 0,
  used_at     timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX known_devices_of_customer ON known_devices (customer_id, used_at DESC);
CREATE INDEX known_devices_by_age ON known_devices (used_at);

-- Failed sign-ins of addresses without an account, in the shape of audit events: both cases do the same work. After an
-- hour the rows become one audit event with a count, so that they do not fill the audit trail.
CREATE TABLE unknown_sign_in_failures
  (LIKE audit_events INCLUDING CONSTRAINTS INCLUDING IDENTITY INCLUDING INDEXES);

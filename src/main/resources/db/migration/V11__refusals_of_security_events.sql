-- `attempts` counts every claim, also those of an outage of the receiver. What it refuses is given up after so many
-- refusals of its own.
ALTER TABLE security_event_deliveries ADD COLUMN refusals int NOT NULL DEFAULT 0;

-- A verification is asked for only when none waits: to find out must not read all else that waits.
CREATE INDEX security_event_deliveries_verifications ON security_event_deliveries (stream_id)
  WHERE event_id IS NULL AND due_at IS NOT NULL;

-- Accounts that an identity provider keeps have a row here all the same: what it says of them, and the versions and
-- the horizon that are the point of order. It may know no e-mail address of somebody.
ALTER TABLE customers
  ALTER COLUMN email DROP NOT NULL,
  ALTER COLUMN email_digest DROP NOT NULL,
  ALTER COLUMN search_text DROP NOT NULL;

-- An identity provider can't search by a digest. Only where there is one, the address that a visitor typed is kept, in
-- its normal form, and no longer than until the request is dealt with.
ALTER TABLE reset_requests
  ADD COLUMN email text,
  ADD CONSTRAINT reset_requests_keep_no_email CHECK (email IS NULL OR due_at IS NOT NULL);

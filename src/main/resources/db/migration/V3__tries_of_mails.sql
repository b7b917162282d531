-- How often a request ended in a mail that the mail server may have taken: such a mail is written again ever later,
-- whatever else had put it off before. And whether the audit trail has the request already: it gets it at the first
-- try of the mail, not at the last.
ALTER TABLE reset_requests
  ADD COLUMN unclear int     NOT NULL DEFAULT 0,
  ADD COLUMN audited boolean NOT NULL DEFAULT false;

-- How many refused attempts with a link stand in the audit trail: no more than a few, or whoever has one fills it.
ALTER TABLE reset_tokens ADD COLUMN refusals int NOT NULL DEFAULT 0;

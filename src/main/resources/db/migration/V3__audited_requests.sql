-- Whether the audit trail has the request already: it gets it at the first try of the mail, not at the last.
ALTER TABLE reset_requests ADD COLUMN audited boolean NOT NULL DEFAULT false;

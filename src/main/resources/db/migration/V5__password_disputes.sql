-- The links of notices with which a customer says that a change of the password was somebody else's. `change` is the
-- link_version that the disputed change brought; the link counts while no change since then was the customer's own.
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

-- The first change that can be disputed: what came before was settled by whoever reads the customer's mail, by the
-- shop's own system, by a dispute, or by a new e-mail address.
ALTER TABLE customers ADD COLUMN disputable_from bigint NOT NULL DEFAULT 1;

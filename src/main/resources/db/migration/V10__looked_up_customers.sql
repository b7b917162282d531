-- Before a store is walked, all customers of it are looked up with the identity provider, so that each has a row.
-- `looking_up_at` is the place in its list that was reached, '' at the beginning, and null when all were.
ALTER TABLE force_sign_ins ADD COLUMN looking_up_at text DEFAULT '';

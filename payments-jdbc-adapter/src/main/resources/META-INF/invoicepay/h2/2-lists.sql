-- Payment attempts, version 2: what the reconciler looks for is found without reading every slot. What operators look for is not: H2
-- would not use an index for it.

CREATE INDEX IF NOT EXISTS payment_slot_due ON payment_slot (next_check, merchant, invoice);

INSERT INTO payment_schema (version) VALUES (2);

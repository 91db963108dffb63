-- Payment attempts, version 2: what the reconciler and the operators look for is found without reading every slot.
-- Run it once, in one transaction, after version 1. ASC is said for YugabyteDB, which would hash the first column otherwise.

INSERT INTO payment_schema (version) VALUES (2);

CREATE INDEX payment_slot_due ON payment_slot (next_check ASC, merchant, invoice) WHERE next_check IS NOT NULL;
CREATE INDEX payment_slot_attention ON payment_slot (since ASC) WHERE attention IS NOT NULL;
CREATE INDEX payment_slot_status ON payment_slot (status, since);

-- Payment attempts, version 2: what the reconciler and the operators look for is found without reading every slot.
-- Run it once, in one transaction, after version 1.

INSERT INTO payment_schema (version) VALUES (2);

CREATE INDEX payment_slot_due ON payment_slot (next_check, merchant, invoice) WHERE next_check IS NOT NULL;
CREATE INDEX payment_slot_attention ON payment_slot (since) WHERE attention IS NOT NULL;
CREATE INDEX payment_slot_status ON payment_slot (status, since);

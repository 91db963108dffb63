-- Payment attempts, version 1: one slot an invoice, and everything that ever was in it.
-- Run it once, in one transaction (psql --single-transaction), or let JdbcSchema.migrate do so. A second run fails at the first
-- INSERT and changes nothing.

CREATE TABLE IF NOT EXISTS payment_schema (
    version    INTEGER PRIMARY KEY,
    applied_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- First of all: whoever comes second waits here for the first, and then fails.
INSERT INTO payment_schema (version) VALUES (1);

-- COLLATE "C" compares bytes. The one-winner guarantee rests on the primary key, and an index by the rules of a language breaks
-- silently when an update of the operating system changes these rules.
CREATE TABLE payment_slot (
    merchant           TEXT COLLATE "C" NOT NULL,
    invoice            TEXT COLLATE "C" NOT NULL,
    version            BIGINT NOT NULL CHECK (version >= 1),
    write_id           UUID NOT NULL,
    sequence           INTEGER NOT NULL CHECK (sequence >= 0),
    status             TEXT NOT NULL CHECK (status IN ('PAYABLE', 'RESERVED', 'SENDING', 'UNKNOWN', 'PENDING',
                           'EXTERNAL_PENDING', 'PAID', 'OVERPAID', 'REVIEW')),
    account            TEXT,
    provider           TEXT,
    attempt_id         UUID,
    attempt_user       TEXT,
    attempt_minor      BIGINT CHECK (attempt_minor > 0),
    attempt_currency   TEXT CHECK (length(attempt_currency) = 3),
    attempt_key        TEXT,
    attempt_started_at TIMESTAMP WITH TIME ZONE,
    payments           TEXT NOT NULL,
    attention          TEXT,
    since              TIMESTAMP WITH TIME ZONE NOT NULL,
    next_check         TIMESTAMP WITH TIME ZONE,
    checks             INTEGER NOT NULL CHECK (checks >= 0),
    cause_transition   TEXT NOT NULL,
    cause_at           TIMESTAMP WITH TIME ZONE NOT NULL,
    cause_actor        TEXT NOT NULL,
    cause_evidence     TEXT NOT NULL,
    PRIMARY KEY (merchant, invoice),
    CONSTRAINT payment_slot_whole_attempt CHECK (
        (attempt_id IS NULL AND attempt_user IS NULL AND attempt_minor IS NULL AND attempt_currency IS NULL
            AND attempt_key IS NULL AND attempt_started_at IS NULL)
        OR (attempt_id IS NOT NULL AND attempt_user IS NOT NULL AND attempt_minor IS NOT NULL AND attempt_currency IS NOT NULL
            AND attempt_key IS NOT NULL AND attempt_started_at IS NOT NULL)),
    CONSTRAINT payment_slot_money_in_flight CHECK (
        status NOT IN ('RESERVED', 'SENDING', 'UNKNOWN', 'PENDING') OR attempt_id IS NOT NULL)
);

-- Only ever added to: grant INSERT and SELECT on it, and neither UPDATE nor DELETE.
CREATE TABLE payment_history (
    merchant           TEXT COLLATE "C" NOT NULL,
    invoice            TEXT COLLATE "C" NOT NULL,
    version            BIGINT NOT NULL,
    write_id           UUID NOT NULL,
    sequence           INTEGER NOT NULL,
    status             TEXT NOT NULL,
    account            TEXT,
    provider           TEXT,
    attempt_id         UUID,
    attempt_user       TEXT,
    attempt_minor      BIGINT,
    attempt_currency   TEXT,
    attempt_key        TEXT,
    attempt_started_at TIMESTAMP WITH TIME ZONE,
    payments           TEXT NOT NULL,
    attention          TEXT,
    since              TIMESTAMP WITH TIME ZONE NOT NULL,
    next_check         TIMESTAMP WITH TIME ZONE,
    checks             INTEGER NOT NULL,
    cause_transition   TEXT NOT NULL,
    cause_at           TIMESTAMP WITH TIME ZONE NOT NULL,
    cause_actor        TEXT NOT NULL,
    cause_evidence     TEXT NOT NULL,
    PRIMARY KEY (merchant, invoice, version)
);

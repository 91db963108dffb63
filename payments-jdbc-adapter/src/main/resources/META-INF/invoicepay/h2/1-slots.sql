-- Payment attempts, version 1: one slot an invoice, and everything that ever was in it.
-- H2 commits at every CREATE. So that a run that was cut short, or that meets another one, can simply be made again, everything here is
-- created only where it is missing, and the version is recorded last.
-- Checks use REGEXP where IN were usual: H2 2.4.240 refuses every row under a CHECK with IN once the session that created it has ended.

CREATE TABLE IF NOT EXISTS payment_schema (
    version    INTEGER PRIMARY KEY,
    applied_at TIMESTAMP(6) WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS payment_slot (
    merchant           VARCHAR NOT NULL,
    invoice            VARCHAR NOT NULL,
    version            BIGINT NOT NULL CHECK (version >= 1),
    write_id           UUID NOT NULL,
    sequence           INTEGER NOT NULL CHECK (sequence >= 0),
    status             VARCHAR NOT NULL CHECK (status REGEXP
                           '^(PAYABLE|RESERVED|SENDING|UNKNOWN|PENDING|EXTERNAL_PENDING|PAID|OVERPAID|REVIEW)$'),
    account            VARCHAR,
    provider           VARCHAR,
    attempt_id         UUID,
    attempt_user       VARCHAR,
    attempt_minor      BIGINT CHECK (attempt_minor > 0),
    attempt_currency   VARCHAR CHECK (CHAR_LENGTH(attempt_currency) = 3),
    attempt_key        VARCHAR,
    attempt_started_at TIMESTAMP(6) WITH TIME ZONE,
    payments           VARCHAR NOT NULL,
    attention          VARCHAR,
    since              TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    next_check         TIMESTAMP(6) WITH TIME ZONE,
    checks             INTEGER NOT NULL CHECK (checks >= 0),
    cause_transition   VARCHAR NOT NULL,
    cause_at           TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    cause_actor        VARCHAR NOT NULL,
    cause_evidence     VARCHAR NOT NULL,
    PRIMARY KEY (merchant, invoice),
    CONSTRAINT payment_slot_whole_attempt CHECK (
        (attempt_id IS NULL AND attempt_user IS NULL AND attempt_minor IS NULL AND attempt_currency IS NULL
            AND attempt_key IS NULL AND attempt_started_at IS NULL)
        OR (attempt_id IS NOT NULL AND attempt_user IS NOT NULL AND attempt_minor IS NOT NULL AND attempt_currency IS NOT NULL
            AND attempt_key IS NOT NULL AND attempt_started_at IS NOT NULL)),
    CONSTRAINT payment_slot_money_in_flight CHECK (
        NOT (status REGEXP '^(RESERVED|SENDING|UNKNOWN|PENDING)$') OR attempt_id IS NOT NULL)
);

-- Only ever added to: grant INSERT and SELECT on it, and neither UPDATE nor DELETE.
CREATE TABLE IF NOT EXISTS payment_history (
    merchant           VARCHAR NOT NULL,
    invoice            VARCHAR NOT NULL,
    version            BIGINT NOT NULL,
    write_id           UUID NOT NULL,
    sequence           INTEGER NOT NULL,
    status             VARCHAR NOT NULL,
    account            VARCHAR,
    provider           VARCHAR,
    attempt_id         UUID,
    attempt_user       VARCHAR,
    attempt_minor      BIGINT,
    attempt_currency   VARCHAR,
    attempt_key        VARCHAR,
    attempt_started_at TIMESTAMP(6) WITH TIME ZONE,
    payments           VARCHAR NOT NULL,
    attention          VARCHAR,
    since              TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    next_check         TIMESTAMP(6) WITH TIME ZONE,
    checks             INTEGER NOT NULL,
    cause_transition   VARCHAR NOT NULL,
    cause_at           TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    cause_actor        VARCHAR NOT NULL,
    cause_evidence     VARCHAR NOT NULL,
    PRIMARY KEY (merchant, invoice, version)
);

INSERT INTO payment_schema (version) VALUES (1);

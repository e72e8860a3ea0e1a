create table rule (
    id    uuid primary key,
    owner text collate "C" not null references partner
);
create index rule_owner on rule (owner, id);

-- append only: what each draft says
create table rule_version (
    rule            uuid        not null references rule,
    version         int         not null,
    content         jsonb       not null,
    -- the token's subject, which must not be the one who activates it; and the user's name
    drafted_by      text        not null,
    drafted_by_name text        not null,
    recorded_at     timestamptz not null,
    xid             xid8        not null default pg_current_xact_id(),
    primary key (rule, version)
);

-- Append only but for superseded_at: which version was put in force by an activation or a rollback, null for none.
create table rule_step (
    rule          uuid        not null references rule,
    step          int         not null,
    version       int,
    -- the step that was in force when this version was activated: a rollback returns to what it put in force
    below         int,
    taken_by      text        not null,
    recorded_at   timestamptz not null,
    superseded_at timestamptz,
    xid           xid8        not null default pg_current_xact_id(),
    primary key (rule, step),
    foreign key (rule, version) references rule_version
);
create unique index rule_in_force on rule_step (rule) where superseded_at is null;

-- Where a version that was ever in force may matter, so that a decision reads the rules that may concern it and no others: target is
-- a dataset's id, a theme, or * for all of the owner's datasets; partner is one, or * for all and for citizens.
create table rule_target (
    owner   text collate "C" not null,
    target  text collate "C" not null,
    partner text collate "C" not null,
    rule    uuid not null,
    version int  not null,
    primary key (owner, target, partner, rule, version),
    foreign key (rule, version) references rule_version
);

-- which policies decided from when on: a release can come back
create table policy_use (
    at      timestamptz primary key,
    release text not null
);

-- the owner's view of the log: answers on a dataset, newest first, and those that ask for the owner to be told
create index audit_event_answers on audit_event (dataset, position) where kind = 'READ';
create index audit_event_notices on audit_event (dataset, position)
    where kind = 'READ' and decision @> '{"obligations": [{"kind": "NOTIFY_OWNER"}]}';

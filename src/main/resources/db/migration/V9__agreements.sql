-- Conventions between partners. Append only: each amendment is a version of its own, and what happened to a version is a step of it.
create table agreement (
    id           uuid        not null,
    version      int         not null,
    parties      text[] collate "C" not null,
    titles       jsonb       not null,
    starts_at    timestamptz not null,
    ends_at      timestamptz,
    -- an ISO 8601 period: how long before its end a termination must be given
    notice       text        not null,
    articles     jsonb       not null,
    -- the version of the purpose tree with which the articles' purposes were expanded
    purpose_tree int         not null references purpose_tree,
    recorded_at  timestamptz not null,
    recorded_by  text        not null,
    -- the party that proposed it
    proposer     text collate "C" not null references partner,
    xid          xid8        not null default pg_current_xact_id(),
    primary key (id, version),
    check (ends_at is null or ends_at > starts_at)
);
create index agreement_parties on agreement using gin (parties);

create table agreement_signature (
    agreement uuid        not null,
    version   int         not null,
    party     text collate "C" not null references partner,
    signed_at timestamptz not null,
    signed_by text        not null,
    xid       xid8        not null default pg_current_xact_id(),
    primary key (agreement, version, party),
    foreign key (agreement, version) references agreement
);

-- a version enters a state once; the primary key repeats that where two changes race
create table agreement_step (
    agreement   uuid        not null,
    version     int         not null,
    state       text        not null check (state in ('PROPOSED', 'SIGNED', 'REPLACED', 'TERMINATED')),
    -- from when; for a termination the end of the notice
    at          timestamptz not null,
    party       text collate "C" not null references partner,
    recorded_at timestamptz not null,
    recorded_by text        not null,
    xid         xid8        not null default pg_current_xact_id(),
    primary key (agreement, version, state),
    foreign key (agreement, version) references agreement
);

-- null for those that were given before there were agreements: they grant nothing
alter table consent add column agreement uuid;
-- the version of the purpose tree with which the purposes were expanded
alter table consent add column purpose_tree int references purpose_tree;
create index dataset_hidden on dataset (id) include (owner) where access_level = 'HIDDEN' and archived_at is null;

-- what makes sharing lawful, as its owner recorded it; null is what was not recorded
alter table dataset
    add column legal_basis text,
    add column retention text,
    add column impact_assessment text,
    add column special_category_condition text;
alter table dataset_version
    add column legal_basis text,
    add column retention text,
    add column impact_assessment text,
    add column special_category_condition text;

-- Append only but for superseded_at, as consents.
create table access_request (
    id            uuid        not null,
    version       int         not null,
    owner         text collate "C" not null references partner,
    consumer      text collate "C" not null references partner,
    datasets      uuid[]      not null,
    purpose       text collate "C" not null,
    actions       text[]      not null,
    fields        text[]      not null,
    justification text        not null,
    starts_at     timestamptz,
    ends_at       timestamptz,
    agreement     uuid        not null,
    state         text        not null check (state in ('OPEN', 'GRANTED', 'GRANTED_IN_PART', 'REFUSED')),
    -- of a refusal, or of granting a part
    reason        text,
    consent       uuid,
    requested_at  timestamptz not null,
    recorded_at   timestamptz not null,
    recorded_by   text        not null,
    superseded_at timestamptz,
    primary key (id, version)
);
create unique index access_request_current on access_request (id) where superseded_at is null;
create index access_request_owner on access_request (owner, requested_at desc, id desc) where superseded_at is null;
create index access_request_consumer on access_request (consumer, requested_at desc, id desc) where superseded_at is null;

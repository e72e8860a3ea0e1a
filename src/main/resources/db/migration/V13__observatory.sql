-- A sensor's or indicator's series. What it is never changes: measure, place and keys are values of fields of its dataset, as its
-- observations' instants and values are, so that whoever is granted rows of the dataset is granted those of its series.
create table series (
    id            uuid primary key,
    -- what its observations bear: four bytes instead of sixteen
    number        int         not null generated always as identity unique,
    dataset       uuid        not null references dataset,
    measure       text collate "C" not null,
    unit          text,
    frequency_ms  bigint      not null check (frequency_ms > 0),
    lateness_ms   bigint      not null check (lateness_ms >= 0),
    place_lon     float8,
    place_lat     float8,
    place_areas   text[],
    -- by the positions of the dataset's fields, from 1
    keys          text[] collate "C" not null,
    -- what can be measured; what lies beyond is absurd
    least         float8      not null,
    greatest      float8      not null,
    with_shape    boolean     not null,
    registered_by text        not null,
    registered_at timestamptz not null,
    xid           xid8        not null default pg_current_xact_id(),
    unique nulls not distinct (dataset, measure, place_lon, place_lat, keys)
);
create index series_dataset on series (dataset, id);

-- Partitions of a month are made when an observation needs one, so that months that are kept no longer are dropped as a whole.
create table observation (
    series int         not null,
    at     timestamptz not null,
    value  float8      not null,
    -- it came when it was overtaken already: kept, and never scored
    late   boolean     not null,
    primary key (series, at)
) partition by range (at);

create table score (
    series      int         not null,
    at          timestamptz not null,
    probability float8      not null,
    expected    float8      not null,
    band        float8      not null,
    primary key (series, at)
) partition by range (at);

-- what is left of observations whose partition was dropped
create table observation_hour (
    series   int         not null references series (number),
    at       timestamptz not null,
    count    bigint      not null,
    least    float8      not null,
    greatest float8      not null,
    total    float8      not null,
    primary key (series, at)
);

-- How far a series was appended; the row is locked by whoever appends. Up to the watermark nothing can be overtaken any more.
create table series_progress (
    series      int primary key references series (number),
    newest      timestamptz,
    watermark   timestamptz,
    appended_at timestamptz
) with (fillfactor = 70);

-- How far it was scored and by what state; the row is locked by whoever scores. The state, the scores and the anomalies up to a
-- position are written in one transaction.
create table series_scoring (
    series       int primary key references series (number),
    scored_until timestamptz,
    state        bytea,
    -- counts the states, so that a replica knows whether the one it holds is the latest
    version      bigint not null default 0,
    -- anomalies until then were told by a former state
    told_until   timestamptz,
    silent_from  timestamptz
) with (fillfactor = 70);
alter table series_scoring alter column state set storage external;
create index series_scoring_silent on series_scoring (silent_from) where silent_from is not null;

-- what waits to be scored: a row a call, removed in the transaction that scored it
create table scoring_due (
    id     bigint generated always as identity primary key,
    series int[] not null
);

-- what became of one call of appendObservations; a repeated call is answered from here
create table observation_append (
    id      uuid primary key,
    dataset uuid  not null references dataset,
    result  jsonb not null,
    created_at timestamptz not null default now()
);
create index observation_append_created_at on observation_append using brin (created_at);

-- what was not taken, as it came
create table observation_quarantine (
    id     bigint generated always as identity primary key,
    append uuid not null references observation_append on delete cascade,
    series int  not null references series (number),
    kind   text not null,
    at     text,
    value  text
);
create index observation_quarantine_series on observation_quarantine (series, id);
create index observation_quarantine_append on observation_quarantine (append);

create table anomaly (
    id           uuid primary key,
    -- in the order of the commits: who inserts holds a lock until the transaction ends
    position     bigint      not null generated always as identity unique,
    series       int         not null references series (number),
    dataset      uuid        not null references dataset,
    kind         text        not null,
    severity     text        not null,
    at           timestamptz not null,
    value        float8,
    expected     float8,
    band         float8,
    -- null where a rule told it
    probability  float8,
    evidence     jsonb       not null,
    observations bigint      not null,
    one_in       bigint      not null,
    episodes     jsonb       not null,
    occasions    text[]      not null,
    told_at      timestamptz not null,
    version      bigint      not null default 1
);
create index anomaly_series on anomaly (series, at desc, id);

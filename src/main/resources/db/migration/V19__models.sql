-- Partners' own ONNX models by their content. They never change, and stay, so that a series that is learnt anew is scored by those that it
-- was scored by.
create table partner_model (
    sha256      text primary key,
    content     bytea       not null,
    window_size int         not null check (window_size between 2 and 1024),
    added_at    timestamptz not null
);
-- weights do not compress
alter table partner_model alter column content set storage external;

alter table series_adjustment
    -- from there on; null for none
    add column model text references partner_model,
    drop constraint series_adjustment_kind_check,
    add constraint series_adjustment_kind_check check (kind in ('THRESHOLD', 'SUSPENDED', 'RESUMED', 'CALENDAR', 'MODEL')),
    drop constraint series_adjustment_cause_check,
    add constraint series_adjustment_cause_check
        check (cause in ('LABEL', 'DRIFT', 'PRECISION', 'STEWARD', 'RECORDS', 'FAILED')),
    add constraint series_adjustment_model_check check (kind = 'MODEL' or model is null);

-- What a series' owner says of the model that an adjustment names, by language.
create table series_model (
    series       int   not null,
    number       int   not null,
    titles       jsonb not null,
    descriptions jsonb not null,
    primary key (series, number),
    foreign key (series, number) references series_adjustment
);

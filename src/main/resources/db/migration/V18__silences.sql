-- Silences that were told, and after which of the series' observations: they depend on when the hub looked, which the observations
-- alone do not tell to a series that is learnt anew.
create table series_silence (
    series int         not null references series (number),
    after  timestamptz not null,
    at     timestamptz not null,
    primary key (series, after)
);

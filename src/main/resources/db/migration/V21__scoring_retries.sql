-- Series that could not be scored, and when they are tried again: until then no replica scores them, whatever is observed meanwhile.
create table scoring_retry (
    series int primary key references series (number),
    at     timestamptz not null
);
create index scoring_retry_at on scoring_retry (at);

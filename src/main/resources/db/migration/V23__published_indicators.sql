-- What of its source a result holds.
alter table dataset_source
    add column content text not null default 'ANOMALIES' check (content in ('ANOMALIES', 'INDICATORS'));

-- What of its source a result holds.
alter table dataset_source
    add column content text not null default 'ANOMALIES' check (content in ('ANOMALIES', 'INDICATORS'));
alter table dataset_source alter column content drop default;
-- the result that an indicator is published in; null where it is in none
alter table indicator add column result uuid references dataset;

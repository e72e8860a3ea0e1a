-- Of a series that a topology scores: its newest observation when the topology said when it will be silent. What waits for late ones is
-- heard of though it is not scored.
alter table series_scoring add column streamed_until timestamptz;

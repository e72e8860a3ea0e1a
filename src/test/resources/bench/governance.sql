-- A hub of 1,000 partners, 10,000 datasets of 8 fields, 1,000 agreements of 6 articles, 100,000 consents, 1,000 of
-- them to rtm, and 1,000 rules.
-- In one transaction whose last statement advances the epoch, as every change of what governs access.
begin;
insert into partner (id, names)
select 'p' || n, jsonb_build_object('fr', 'Partenaire ' || n, 'en', 'Partner ' || n) from generate_series(0, 999) n;

insert into dataset (id, owner, access_level, regime, draft, fingerprint, version, recorded_at, legal_basis, retention,
                     impact_assessment)
select md5('dataset ' || n)::uuid, 'p' || n % 1000,
       case when (n / 1000 + n) % 5 = 0 then 'HIDDEN' else 'DISCOVERABLE' end, 'GDPR',
       jsonb_build_object('key', n::text, 'titles', jsonb_build_object('en', 'Generated ' || n), 'descriptions', '{}'::jsonb,
                          'keywords', '[]'::jsonb, 'themes', jsonb_build_array('TRAN'), 'distributions', '[]'::jsonb),
       n::text, 1, now(), 'PUBLIC_TASK', 'P3Y', 'generated'
from generate_series(0, 9999) n;

insert into dataset_field (dataset, name, position, type, classified, sensitivity)
select md5('dataset ' || n)::uuid, 'field_' || f, f, 'TEXT', true, (array['PUBLIC', 'INTERNAL', 'PERSONAL', 'IDENTIFIER'])[1 + f % 4]
from generate_series(0, 9999) n, generate_series(0, 7) f;

insert into dataset_version (dataset, version, access_level, regime, secrecy, draft, fields, recorded_at, legal_basis, retention,
                             impact_assessment)
select d.id, d.version, d.access_level, d.regime, d.secrecy, d.draft,
       (select jsonb_agg(to_jsonb(f) order by f.position) from dataset_field f where f.dataset = d.id), d.recorded_at,
       d.legal_basis, d.retention, d.impact_assessment
from dataset d where d.owner ~ '^p\d+$';

-- an owner's convention with all that it gives something
insert into agreement (id, version, parties, titles, starts_at, notice, articles, purpose_tree, recorded_at, recorded_by, proposer)
select md5('agreement ' || n)::uuid, 1,
       array['p' || n, 'rtm'] || array(select distinct 'p' || (n * 7 + 13 + k * 37) % 1000 from generate_series(1, 99) k),
       '{"fr": "Convention", "en": "Convention"}', now() - interval '1 minute', 'P3M',
       (select jsonb_agg(jsonb_build_object('number', a::text, 'texts', jsonb_build_object('fr', 'Texte', 'en', 'Text'),
                   'purposes', case a when 1 then '["statistics", "transport"]'::jsonb end,
                   'noOnwardSharing', a = 2, 'retention', case a when 3 then 'P6M' end))
        from generate_series(1, 6) a),
       (select max(version) from purpose_tree), now(), 'bench', 'p' || n
from generate_series(0, 999) n;
insert into agreement_step (agreement, version, state, at, party, recorded_at, recorded_by)
select id, 1, state, now(), proposer, now(), 'bench' from agreement, unnest(array['PROPOSED', 'SIGNED']) state
where recorded_by = 'bench';

-- a thousand to rtm, of a thousand owners; a hundred to each other partner, of as many
insert into consent (id, version, owner, consumer, agreement, purposes, purpose_tree, actions, fields, row_filter, starts_at,
                     recorded_at, recorded_by)
select md5('consent ' || n)::uuid, 1, 'p' || n % 1000,
       case when n < 1000 then 'rtm' else 'p' || (n * 7 + 13 + n / 1000 * 37) % 1000 end,
       md5('agreement ' || n % 1000)::uuid, array['statistics', 'transport'], (select max(version) from purpose_tree),
       array['AGGREGATE', 'READ'], array['field_0', 'field_1', 'field_2'],
       '{"eq": {"field": "field_0", "value": "x"}}', now() - interval '1 minute', now(), 'bench'
from generate_series(0, 99999) n;
insert into consent_dataset (consent, dataset, consumer)
select md5('consent ' || n)::uuid, md5('dataset ' || (n % 1000 + 1000 * (n / 1000 % 10)))::uuid,
       case when n < 1000 then 'rtm' else 'p' || (n * 7 + 13 + n / 1000 * 37) % 1000 end
from generate_series(0, 99999) n
where case when n < 1000 then 'rtm' else 'p' || (n * 7 + 13 + n / 1000 * 37) % 1000 end <> 'p' || n % 1000;

-- a rule of each owner: a quarter deny other roles, a quarter filter, half mask a field or a kind of field
with written as (
    select md5('rule ' || n)::uuid as id, 'p' || n as owner,
           (array['DENY', 'FILTER', 'MASK', 'MASK'])[1 + n % 4] as effect, n
    from generate_series(0, 999) n),
ruled as (insert into rule (id, owner) select id, owner from written),
versions as (
    insert into rule_version (rule, version, content, drafted_by, drafted_by_name, recorded_at)
    select id, 1, jsonb_build_object('titleFr', 'Règle', 'titleEn', 'Rule', 'effect', effect,
               'roles', case effect when 'DENY' then '["auditor"]'::jsonb end,
               'fields', case effect when 'MASK' then '["field_1"]'::jsonb end,
               'maskMethod', case effect when 'MASK' then 'HASH' end,
               'rowFilter', case effect when 'FILTER' then '{"eq": {"field": "field_0", "value": "x"}}'::jsonb end,
               'obligations', '[]'::jsonb),
           'bench', 'bench', now()
    from written),
steps as (
    insert into rule_step (rule, step, version, taken_by, recorded_at) select id, 1, 1, 'bench', now() from written)
insert into rule_target (owner, target, partner, rule, version)
select owner, '*', '*', id, 1 from written;

with advanced as (update governance_epoch set epoch = epoch + 1 returning epoch)
insert into governance_change (epoch, xid, at) select epoch, pg_current_xact_id(), clock_timestamp() from advanced;
commit;
analyze;

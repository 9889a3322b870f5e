-- Both sides agree on figures for themselves, beside the values that all readers of their record read, and release them by
-- an act of their own. A change set of a figure does nothing else, and leaves the record's version as it is.
alter table change_set
  add column figure text,
  drop constraint applied_has_result,
  add constraint applied_has_result check (
    (state = 'APPLIED' or result_version is null)
    and (state <> 'APPLIED' or result_version is not null or cardinality(settles) > 0 or figure is not null)),
  add constraint a_figure_is_nothing_else check (figure is null
    or (not makes_joint and step is null and patch = '[]' and settles = '{}' and result_version is null
      and procedure in ('EXPLICIT', 'RELEASE') and (procedure = 'RELEASE') = (figure::jsonb -> 'value' is null)));

-- The figure is signed, and so fixed once it is submitted.
create function ckep_keep_signed_figure() returns trigger language plpgsql as $$
begin
  if old.state <> 'DRAFT' and new.figure is distinct from old.figure then
    raise exception 'the content of a change set is fixed once it is submitted' using errcode = 'check_violation';
  end if;
  return new;
end
$$;

create trigger keeps_signed_figure before update on change_set
  for each row execute function ckep_keep_signed_figure();

-- Rows are only added; of those that a viewer may read, the newest stands.
create table agreed_figure (
  change_id               uuid primary key,
  record_urn              text not null,
  attribute               text not null,
  value                   text not null,
  classification_level    text not null check (classification_level in ('PUBLIC', 'PARTNER', 'BILATERAL')),
  classification_agencies text[] not null,
  agreed_at               timestamptz not null,
  read_since              timestamptz not null,
  constraint partners_are_named check ((classification_level = 'PARTNER') = (cardinality(classification_agencies) > 0))
);
create index agreed_figure_record on agreed_figure (record_urn, attribute, agreed_at, read_since);

-- True where both sides agreed by that change set on exactly this figure for themselves, or released to exactly these
-- readers what they had agreed on.
create function ckep_figure_agreed(figure agreed_figure) returns boolean
  language sql stable parallel safe
  return exists (select 1 from change_set c
    where c.id = figure.change_id and c.record_urn = figure.record_urn and c.state = 'APPLIED'
      and c.figure::jsonb ->> 'attribute' = figure.attribute
      and case c.procedure
        when 'EXPLICIT' then figure.classification_level = 'BILATERAL'
          and c.figure::jsonb -> 'value' = figure.value::jsonb
        when 'RELEASE' then c.classification::jsonb ->> 'level' = figure.classification_level
          and coalesce((select array_agg(a order by a)
              from jsonb_array_elements_text(c.classification::jsonb -> 'agencies') a), '{}')
            = array(select a from unnest(figure.classification_agencies) a order by a)
          and exists (select 1 from agreed_figure before
            where before.record_urn = figure.record_urn and before.attribute = figure.attribute
              and before.value = figure.value and before.agreed_at = figure.agreed_at)
        else false end);

alter table agreed_figure enable row level security;
alter table agreed_figure force row level security;
create policy viewer_reads on agreed_figure for select using (
  ckep_may_read(classification_level, null, classification_agencies));
create policy both_sides_add on agreed_figure for insert with check (
  ckep_may_read(classification_level, null, classification_agencies) and ckep_figure_agreed(agreed_figure));

-- Rule C9: a figure is read by nobody who does not read its record.
create function ckep_keep_agreed_figures_of_records() returns trigger language plpgsql as $$
declare
  holds boolean;
begin
  execute format('select exists (select 1 from %I r where r.id = right($1, 36)::uuid and $1 = %L || r.id '
      'and r.stewardship = ''JOINT'' '
      'and ckep_is_within($2, null, $3, r.classification_level, r.classification_side, r.classification_agencies))',
      tg_argv[0], 'urn:ckep:' || tg_argv[1] || ':')
    into holds
    using new.record_urn, new.classification_level, new.classification_agencies;
  if not holds then
    raise exception 'an agreed figure is of a record of both sides, and read by readers of that record'
      using errcode = 'check_violation';
  end if;
  return new;
end
$$;

-- Figures of a table with the columns of record_head, whose records alone have figures here.
create procedure ckep_keep_agreed_figures(target text, urn_type text) language plpgsql as $$
begin
  execute format('create trigger keeps_agreed_figures_of_records before insert on agreed_figure '
    'for each row execute function ckep_keep_agreed_figures_of_records(%L, %L)', target, urn_type);
end
$$;

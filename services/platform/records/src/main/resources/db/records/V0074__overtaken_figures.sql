-- Both sides have agreed on one value of an attribute: the last. Where they come to agree on the record's own value, which all
-- its readers read, what they had agreed on for themselves, or for some readers, is history.
alter table agreed_figure add column overtaken_by uuid;

-- True where both sides agreed by that change set on what the record says of the attribute.
create function ckep_figure_overtaken(figure agreed_figure) returns boolean
  language sql stable parallel safe
  return exists (select 1 from change_set c
    where c.id = figure.overtaken_by and c.record_urn = figure.record_urn and c.state = 'APPLIED'
      and c.result_version is not null and c.closed_at >= figure.read_since
      and (c.step is not null or exists (select 1 from jsonb_array_elements(c.patch::jsonb) operation
        where figure.attribute in (split_part(operation ->> 'path', '/', 2), split_part(operation ->> 'from', '/', 2)))));

create policy both_sides_overtake on agreed_figure for update
  using (ckep_may_read(classification_level, null, classification_agencies) and overtaken_by is null)
  with check (ckep_may_read(classification_level, null, classification_agencies) and ckep_figure_overtaken(agreed_figure));

create function ckep_keep_agreed_figure() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - 'overtaken_by' <> to_jsonb(old) - 'overtaken_by' then
    raise exception 'what both sides have agreed on is fixed' using errcode = 'check_violation';
  end if;
  return new;
end
$$;

create trigger keeps_agreed_figure before update on agreed_figure
  for each row execute function ckep_keep_agreed_figure();

-- Nobody is let read what has been overtaken.
create or replace function ckep_figure_agreed(figure agreed_figure) returns boolean
  language sql stable parallel safe
  return figure.overtaken_by is null and exists (select 1 from change_set c
    where c.id = figure.change_id and c.record_urn = figure.record_urn and c.state = 'APPLIED'
      and c.figure::jsonb ->> 'attribute' = figure.attribute
      and figure.read_since = c.closed_at
      and case c.procedure
        when 'EXPLICIT' then figure.classification_level = 'BILATERAL' and figure.agreed_at = c.closed_at
          and c.figure::jsonb -> 'value' = figure.value::jsonb
        when 'RELEASE' then c.classification::jsonb ->> 'level' = figure.classification_level
          and coalesce((select array_agg(a order by a)
              from jsonb_array_elements_text(c.classification::jsonb -> 'agencies') a), '{}')
            = array(select a from unnest(figure.classification_agencies) a order by a)
          and c.figure::jsonb -> 'agreed' = figure.value::jsonb
          and figure.agreed_at = (select max(known.agreed_at) from agreed_figure known
            where known.record_urn = figure.record_urn and known.attribute = figure.attribute)
          and exists (select 1 from agreed_figure before
            where before.record_urn = figure.record_urn and before.attribute = figure.attribute
              and before.value = figure.value and before.agreed_at = figure.agreed_at and before.overtaken_by is null)
        else false end);

-- A change set of a figure says what both sides have agreed on for themselves so far ("agreed" in change_set.figure): what it
-- replaces, or what it lets out. So four persons sign the figure that others read from then on, and the database lets out no
-- other one, nor one that both have replaced since.
create or replace function ckep_figure_agreed(figure agreed_figure) returns boolean
  language sql stable parallel safe
  return exists (select 1 from change_set c
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
              and before.value = figure.value and before.agreed_at = figure.agreed_at)
        else false end);

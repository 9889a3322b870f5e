-- A side's figure has readers of its own, at most those of its record: the side, both sides, agencies that are named, everybody.
alter table side_figure
  drop constraint side_figure_classification_level_check,
  drop constraint ministry_names_agency,
  drop constraint both_read_what_was_released,
  add constraint side_figure_classification_level_check
    check (classification_level in ('PUBLIC', 'PARTNER', 'BILATERAL', 'SIDE', 'MINISTRY')),
  add constraint level_names_agencies check (case classification_level
    when 'MINISTRY' then cardinality(classification_agencies) = 1
    when 'PARTNER' then cardinality(classification_agencies) >= 1
    else classification_agencies = '{}' end),
  add constraint others_read_what_was_released
    check (classification_level in ('SIDE', 'MINISTRY') or released_by is not null) not valid;

-- Rule C9 and who speaks for whom: a side has figures on records that it stands behind, and no figure is read by somebody
-- who does not read its record.
create function ckep_keep_figures_of_records() returns trigger language plpgsql as $$
declare
  holds boolean;
begin
  if ckep_is_system() then
    return new;
  end if;
  execute format('select exists (select 1 from %I r where r.id = right($1, 36)::uuid and $1 = %L || r.id '
      'and (r.stewardship = ''JOINT'' or r.stewardship in (''UNILATERAL'', ''SHARED'') and r.owner_side = $2) '
      'and ckep_is_within($3, $4, $5, r.classification_level, r.classification_side, r.classification_agencies))',
      tg_argv[0], 'urn:ckep:' || tg_argv[1] || ':')
    into holds
    using new.record_urn, new.side, new.classification_level, new.classification_side, new.classification_agencies;
  if not holds then
    raise exception 'a figure is of a record of its side, and read by readers of that record' using errcode = 'check_violation';
  end if;
  return new;
end
$$;

-- Figures of a table with the columns of record_head, whose records alone have figures here.
create procedure ckep_keep_record_figures(target text, urn_type text) language plpgsql as $$
begin
  execute format('create trigger keeps_figures_of_records before insert on side_figure '
    'for each row execute function ckep_keep_figures_of_records(%L, %L)', target, urn_type);
end
$$;

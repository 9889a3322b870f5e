-- The stage of an instrument on a day: a signed one is in force once the acts of its parties say so. The same rule as
-- InstrumentRules.stageOn, for queries; a test holds the two against each other.
create function instrument_stage(instrument uuid, declared text, level text, parties text[], min_parties int, day date)
  returns text
  language sql stable parallel safe
  return case when declared <> 'SIGNED' then declared else (
    select case
      when cardinality(parties) = 0 or count(*) = 0 then declared
      when level = 'PLURILATERAL' and min_parties is not null
        then case when count(*) >= min_parties then 'IN_FORCE' else declared end
      when parties <@ array_agg(bound.party) then 'IN_FORCE'
      else declared
    end
    from (
      select distinct entry.party from party_act entry
      where entry.record_id = instrument and entry.act = 'ENTRY_INTO_FORCE' and entry.effective_last <= day
        and not exists (
          select 1 from party_act leaving
          where leaving.record_id = instrument and leaving.party = entry.party
            and leaving.act = 'WITHDRAWAL' and leaving.effective_last <= day)
    ) bound
  ) end;

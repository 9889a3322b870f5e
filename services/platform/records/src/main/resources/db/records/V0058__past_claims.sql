-- Claims and sources answer for the past in every register. Where nothing was kept before, the past begins here.
do $$
begin
  if not exists (
      select 1 from pg_class where relnamespace = 'past'::regnamespace and relkind = 'r' and relname <> 'beginning') then
    update past.beginning set at = clock_timestamp();
  end if;
  if to_regclass('past.claim_version') is null then
    call ckep_keep_record_versions('source');
    call ckep_keep_record_versions('claim');
  end if;
end
$$;

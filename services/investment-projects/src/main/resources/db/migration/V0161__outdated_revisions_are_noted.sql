-- That a revision is overtaken stands in the trail of its side, with the hash of what waited: whatever overtook it may be
-- nobody's act of that side. It is nobody's act itself, in the second form of entries.
create or replace function outdate_revisions() returns trigger language plpgsql as $$
declare
  caller text := ckep_setting('app.system');
begin
  perform set_config('app.system', 'on', true);
  with outdated as (
    update pending_revision set state = 'STALE', closed_at = new.changed_at, version = version + 1
      where project_id = new.id and state = 'PENDING'
      returning id, side, version, hash)
  insert into audit_entry (id, at, side, action, urn, version_before, version_after, content_hash, form)
    select gen_random_uuid(), new.changed_at, o.side, 'outdate-revision', 'urn:ckep:revision:' || o.id, o.version - 1, o.version,
        o.hash, 2
      from outdated o;
  perform set_config('app.system', caller, true);
  return null;
end
$$;

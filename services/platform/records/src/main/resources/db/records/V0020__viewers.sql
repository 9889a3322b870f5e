-- The second lock (rule C8): every transaction binds its viewer with set_config(..., true), and the policies below let
-- through what that viewer may read. A transaction that binds nobody sees what is public.
--   app.side       CN, KR or empty          app.agency  id or empty
--   app.bilateral  'on' for the secretariat app.partner 'on' for an agency
--   app.caller     subject or client, owner of idempotency keys
--   app.system     'on' for jobs and consumers, which act for no viewer

create function ckep_setting(name text) returns text
  language sql stable parallel safe
  return coalesce(current_setting(name, true), '');

create function ckep_is_system() returns boolean
  language sql stable parallel safe
  return ckep_setting('app.system') = 'on';

-- Same rule as Viewer.mayRead.
create function ckep_may_read(level text, side text, agencies text[]) returns boolean
  language sql stable parallel safe
  return ckep_is_system() or case level
    when 'PUBLIC' then true
    when 'PARTNER' then ckep_setting('app.side') <> '' or ckep_setting('app.bilateral') = 'on'
      or (ckep_setting('app.agency') <> '' and ckep_setting('app.agency') = any (agencies))
    when 'BILATERAL' then ckep_setting('app.side') <> '' or ckep_setting('app.bilateral') = 'on'
    when 'SIDE' then ckep_setting('app.side') <> '' and ckep_setting('app.side') = side
    when 'MINISTRY' then ckep_setting('app.side') <> '' and ckep_setting('app.side') = side
      and ckep_setting('app.agency') <> '' and ckep_setting('app.agency') = any (agencies)
    else false
  end;

-- A record that one side stands behind is changed by that side alone.
create function ckep_may_write(owner_side text) returns boolean
  language sql stable parallel safe
  return ckep_is_system()
    or (ckep_setting('app.caller') <> '' and (owner_side is null or owner_side = ckep_setting('app.side')));

-- What an audience may hear, for copies that are kept per audience.
create function ckep_may_hear(audience text) returns boolean
  language sql stable parallel safe
  return ckep_is_system() or case audience
    when 'public' then true
    when 'partner' then ckep_setting('app.partner') = 'on'
    when 'bilateral' then ckep_setting('app.side') <> '' or ckep_setting('app.bilateral') = 'on'
    when 'side-cn' then ckep_setting('app.side') = 'CN'
    when 'side-kr' then ckep_setting('app.side') = 'KR'
    else audience = 'agency-' || ckep_setting('app.agency')
  end;

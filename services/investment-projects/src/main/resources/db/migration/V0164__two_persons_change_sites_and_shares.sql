-- What others read of a side's sites and capacity shares is changed by two persons likewise: what waits names the whole content
-- that the record has afterwards. So do the steps that a maker takes of its projects.
create or replace function acted_upon(urn text) returns table (side text, version int)
  language sql stable parallel safe as $$
  select r.owner_side, r.version from project r
    where urn like 'urn:ckep:project:%' and r.id = right(urn, 36)::uuid
  union all
  select r.owner_side, r.version from commitment r
    where urn like 'urn:ckep:commitment:%' and r.id = right(urn, 36)::uuid
  union all
  select r.owner_side, r.version from shareholding r
    where urn like 'urn:ckep:shareholding:%' and r.id = right(urn, 36)::uuid
  union all
  select r.owner_side, r.version from exposure r
    where urn like 'urn:ckep:exposure:%' and r.id = right(urn, 36)::uuid
  union all
  select r.owner_side, r.version from site r
    where urn like 'urn:ckep:site:%' and r.id = right(urn, 36)::uuid
  union all
  select r.owner_side, r.version from capacity_share r
    where urn like 'urn:ckep:capacity-share:%' and r.id = right(urn, 36)::uuid
$$;

create trigger outdates_waiting after update on site for each row
  when (new.version <> old.version and old.classification_level not in ('SIDE', 'MINISTRY'))
  execute function outdate_waiting('site');
create trigger outdates_waiting after update on capacity_share for each row
  when (new.version <> old.version and old.classification_level not in ('SIDE', 'MINISTRY'))
  execute function outdate_waiting('capacity-share');

create function keep_released_sites() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from confirmed_now('urn:ckep:site:' || new.id, 'change-site') said
      where (said -> 'title', said #>> '{org,orgId}', said #>> '{org,unnamed,side}', said #>> '{org,unnamed,description}',
          said #>> '{place,iso3166_2}', said #>> '{place,city}', said #>> '{place,parkId}', (said #>> '{place,lat}')::numeric,
          (said #>> '{place,lon}')::numeric, said ->> 'product', coalesce(said -> 'sectors', '[]'), said ->> 'state',
          fuzzy_date_said(said -> 'since'), (said #>> '{landArea,value}')::numeric,
          coalesce(said -> 'unknownReasons', '{}'), said_sources(said))
        is not distinct from
        (new.title, new.org_urn, new.unnamed_side, new.unnamed_description,
          new.iso3166_2, new.city, new.park_id, new.lat,
          new.lon, new.product, to_jsonb(new.sectors), new.state,
          new.since::text, new.land_area_km2,
          new.unknown_reasons, new.source_ids)) then
    raise exception 'what others read of a side''s site two persons change' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
-- The state alone changes with the step of a project too, which has persons of its own.
create trigger keeps_released_sites before update on site for each row
  when (new.stewardship in ('UNILATERAL', 'SHARED') and old.classification_level not in ('SIDE', 'MINISTRY')
    and (old.title, old.org_urn, old.unnamed_side, old.unnamed_description, old.country, old.iso3166_2, old.city, old.park_id,
          old.lat, old.lon, old.product, old.sectors, old.since, old.land_area_km2, old.unknown_reasons, old.source_ids)
      is distinct from
      (new.title, new.org_urn, new.unnamed_side, new.unnamed_description, new.country, new.iso3166_2, new.city, new.park_id,
          new.lat, new.lon, new.product, new.sectors, new.since, new.land_area_km2, new.unknown_reasons, new.source_ids))
  execute function keep_released_sites();

create function keep_released_shares() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from confirmed_now('urn:ckep:capacity-share:' || new.id, 'change-capacity-share') said
      where (right(said ->> 'site', 36), said ->> 'product', said ->> 'sector', (said #>> '{share,value}')::numeric,
          coalesce(said #>> '{share,relation}', 'EQ'), (said #>> '{share,upper}')::numeric,
          said -> 'denominator', said ->> 'denominatorScope', said ->> 'denominatorCountry', fuzzy_date_said(said -> 'period'),
          said ->> 'modality', coalesce(said -> 'unknownReasons', '{}'), said_sources(said))
        is not distinct from
        (new.site_id::text, new.product, new.sector, new.percent,
          new.relation, new.percent_upper,
          new.denominator, new.denominator_scope, new.denominator_country, new.period::text,
          new.modality, new.unknown_reasons, new.source_ids)) then
    raise exception 'what others read of a side''s capacity share two persons change' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger keeps_released_shares before update on capacity_share for each row
  when (new.stewardship in ('UNILATERAL', 'SHARED') and old.classification_level not in ('SIDE', 'MINISTRY')
    and (old.site_id, old.product, old.sector, old.percent, old.relation, old.percent_upper, old.denominator,
          old.denominator_scope, old.denominator_country, old.period, old.modality, old.unknown_reasons, old.source_ids)
      is distinct from
      (new.site_id, new.product, new.sector, new.percent, new.relation, new.percent_upper, new.denominator,
          new.denominator_scope, new.denominator_country, new.period, new.modality, new.unknown_reasons, new.source_ids))
  execute function keep_released_shares();

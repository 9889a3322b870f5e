-- Full-text search in three scripts. PostgreSQL uses no index for the operators of trigrams, arrays and text search on a
-- table with row-level security, because those are not leakproof; comparing texts is. So the words lie in tables of their
-- own: one row for each place of a text at which a search may begin, with what follows there in the same word. A search is
-- then a range of such rows, exactly the words that begin like the one asked for, whether it has one character or ten:
--   Samsung          samsung
--   存储芯片          存储芯片 储芯片 芯片 片          a word of Han, Kana or Hangul is found by any part of it
--   SK하이닉스        sk하이닉스 하이닉스 이닉스 닉스 스

-- Compatibility forms and case folded, so that ３２８ finds 328, and Hangul in letters finds Hangul in syllables.
create function ckep_search_key(words text) returns text
  language sql immutable parallel safe
  return normalize(casefold(normalize(words, NFKC) collate pg_unicode_fast), NFKC);

-- The words of a text in their order, each cut after as many characters as are kept of it.
create function ckep_search_words(words text) returns setof text
  language sql immutable parallel safe
begin atomic
  select left(found[1], 24)
  from regexp_matches(ckep_search_key(words) collate pg_unicode_fast, '[[:alnum:]]+', 'g') found;
end;

create function ckep_search_terms(words text) returns setof text
  language sql immutable parallel safe
begin atomic
  select distinct substr(found[1], place, 24)
  from regexp_matches(ckep_search_key(words) collate pg_unicode_fast, '[[:alnum:]]+', 'g') found,
    generate_series(1, length(found[1])) place
  where place = 1
    or substr(found[1], place - 1, 2) ~ '[\u1100-\u11ff\u3040-\u318f\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U000323af]';
end;

-- Words of a project's title, and of what is known of its unnamed parties. They have the readers of the project.
create table project_term (
  term                    text collate "C" not null,
  project_id              uuid not null,
  part                    text not null check (part in ('TITLE', 'PARTY')),
  classification_level    text not null,
  classification_side     text,
  classification_agencies text[] not null,
  primary key (term, project_id, part)
);
create index project_term_project on project_term (project_id);

-- Words of what is claimed about a project and counts. They have the readers of the claim.
create table claim_term (
  term                    text collate "C" not null,
  claim_id                uuid not null,
  project_id              uuid not null,
  classification_level    text not null,
  classification_side     text,
  classification_agencies text[] not null,
  primary key (term, claim_id)
);
create index claim_term_claim on claim_term (claim_id);

-- Words of a site's name, city, park and product. They have the readers of the site.
create table site_term (
  term                    text collate "C" not null,
  site_id                 uuid not null,
  classification_level    text not null,
  classification_side     text,
  classification_agencies text[] not null,
  primary key (term, site_id)
);
create index site_term_site on site_term (site_id);

-- Words of the names that each audience was told.
create table name_term (
  term     text collate "C" not null,
  audience text not null,
  urn      text not null,
  primary key (term, audience, urn)
);
create index name_term_copy on name_term (audience, urn);

do $$
declare
  target text;
begin
  foreach target in array array['project_term', 'claim_term', 'site_term', 'name_term'] loop
    execute format('alter table %I enable row level security', target);
    execute format('alter table %I force row level security', target);
    execute format('create policy kept_by_triggers on %I using (ckep_is_system()) with check (ckep_is_system())', target);
    execute format('create policy viewer_reads on %I for select using (%s)', target, case target
      when 'name_term' then 'ckep_may_hear(audience)'
      else 'ckep_may_read(classification_level, classification_side, classification_agencies)' end);
  end loop;
end
$$;

-- The terms follow their texts in the same transaction, whoever writes them.
create function ckep_keep_project_terms() returns trigger language plpgsql as $$
declare
  caller text := ckep_setting('app.system');
begin
  perform set_config('app.system', 'on', true);
  if tg_op <> 'INSERT' then
    delete from project_term where project_id = old.id and (tg_op = 'DELETE' or part = 'TITLE');
  end if;
  if tg_op <> 'DELETE' then
    insert into project_term
      select term, new.id, 'TITLE', new.classification_level, new.classification_side, new.classification_agencies
      from ckep_search_terms(new.search_key) term;
    update project_term
      set classification_level = new.classification_level, classification_side = new.classification_side,
        classification_agencies = new.classification_agencies
      where project_id = new.id and part = 'PARTY';
  end if;
  perform set_config('app.system', caller, true);
  return null;
end
$$;
create trigger terms_begin after insert or delete on project
  for each row execute function ckep_keep_project_terms();
create trigger terms_follow after update on project
  for each row when (
    (old.search_key, old.classification_level, old.classification_side, old.classification_agencies)
    is distinct from (new.search_key, new.classification_level, new.classification_side, new.classification_agencies))
  execute function ckep_keep_project_terms();

create function ckep_keep_party_terms() returns trigger language plpgsql as $$
declare
  caller text := ckep_setting('app.system');
  project uuid := case when tg_op = 'DELETE' then old.project_id else new.project_id end;
begin
  perform set_config('app.system', 'on', true);
  delete from project_term where project_id = project and part = 'PARTY';
  insert into project_term
    select distinct term, p.id, 'PARTY', p.classification_level, p.classification_side, p.classification_agencies
    from project p join project_participant party on party.project_id = p.id,
      ckep_search_terms(party.unnamed_description) term
    where p.id = project and party.unnamed_description is not null;
  perform set_config('app.system', caller, true);
  return null;
end
$$;
create trigger terms_begin after insert on project_participant
  for each row when (new.unnamed_description is not null) execute function ckep_keep_party_terms();
create trigger terms_follow after update on project_participant
  for each row when (old.unnamed_description is distinct from new.unnamed_description)
  execute function ckep_keep_party_terms();
create trigger terms_end after delete on project_participant
  for each row when (old.unnamed_description is not null) execute function ckep_keep_party_terms();

create function ckep_keep_site_terms() returns trigger language plpgsql as $$
declare
  caller text := ckep_setting('app.system');
begin
  perform set_config('app.system', 'on', true);
  if tg_op <> 'INSERT' then
    delete from site_term where site_id = old.id;
  end if;
  if tg_op <> 'DELETE' then
    insert into site_term
      select term, new.id, new.classification_level, new.classification_side, new.classification_agencies
      from ckep_search_terms(concat_ws(chr(10), new.search_key, new.city, new.park_id, new.product)) term;
  end if;
  perform set_config('app.system', caller, true);
  return null;
end
$$;
create trigger terms_follow after insert or update or delete on site
  for each row execute function ckep_keep_site_terms();

-- All wording in a claim's value, in whatever languages. What is deprecated does not count, and what is only expected or
-- opined stands in no answer that did not ask for it.
create function ckep_claim_words(value jsonb) returns text
  language sql immutable parallel safe
  return (select string_agg(wording #>> '{}', chr(10))
    from (select jsonb_path_query(value, '$.**.text') union select jsonb_path_query(value, '$.**.words')) found(wording)
    where jsonb_typeof(wording) = 'string');

create function ckep_keep_claim_terms() returns trigger language plpgsql as $$
declare
  caller text := ckep_setting('app.system');
begin
  perform set_config('app.system', 'on', true);
  if tg_op <> 'INSERT' then
    delete from claim_term where claim_id = old.id;
  end if;
  if tg_op <> 'DELETE' and new.subject like 'urn:ckep:project:%' and new.rank <> 'DEPRECATED'
      and new.modality not in ('EXPECTATION', 'OPINION') then
    insert into claim_term
      select term, new.id, substr(new.subject, length('urn:ckep:project:') + 1)::uuid, new.classification_level,
        new.classification_side, new.classification_agencies
      from ckep_search_terms(ckep_claim_words(new.value)) term;
  end if;
  perform set_config('app.system', caller, true);
  return null;
end
$$;
create trigger terms_follow after insert or update or delete on claim
  for each row execute function ckep_keep_claim_terms();

create function ckep_title_words(title jsonb) returns text
  language sql immutable parallel safe
  return (select string_agg(one.value ->> 'text', chr(10)) from jsonb_each(title) one);

create function ckep_keep_name_terms() returns trigger language plpgsql as $$
declare
  caller text := ckep_setting('app.system');
begin
  perform set_config('app.system', 'on', true);
  if tg_op <> 'INSERT' then
    delete from name_term where audience = old.audience and urn = old.urn;
  end if;
  if tg_op <> 'DELETE' and new.urn like 'urn:ckep:organisation:%' then
    insert into name_term
      select term, new.audience, new.urn from ckep_search_terms(ckep_title_words(new.title)) term;
  end if;
  perform set_config('app.system', caller, true);
  return null;
end
$$;
create trigger terms_begin after insert or delete on reference_copy
  for each row execute function ckep_keep_name_terms();
create trigger terms_follow after update on reference_copy
  for each row when ((old.audience, old.urn, old.title) is distinct from (new.audience, new.urn, new.title))
  execute function ckep_keep_name_terms();

-- What a database that was there before has already: the owner passes the policies as the system.
do $$
begin
  perform set_config('app.system', 'on', true);
  insert into project_term
    select term, p.id, 'TITLE', p.classification_level, p.classification_side, p.classification_agencies
    from project p, ckep_search_terms(p.search_key) term;
  insert into project_term
    select distinct term, p.id, 'PARTY', p.classification_level, p.classification_side, p.classification_agencies
    from project p join project_participant party on party.project_id = p.id,
      ckep_search_terms(party.unnamed_description) term
    where party.unnamed_description is not null;
  insert into site_term
    select term, s.id, s.classification_level, s.classification_side, s.classification_agencies
    from site s, ckep_search_terms(concat_ws(chr(10), s.search_key, s.city, s.park_id, s.product)) term;
  insert into claim_term
    select term, c.id, substr(c.subject, length('urn:ckep:project:') + 1)::uuid, c.classification_level,
      c.classification_side, c.classification_agencies
    from claim c, ckep_search_terms(ckep_claim_words(c.value)) term
    where c.subject like 'urn:ckep:project:%' and c.rank <> 'DEPRECATED' and c.modality not in ('EXPECTATION', 'OPINION');
  insert into name_term
    select term, r.audience, r.urn from reference_copy r, ckep_search_terms(ckep_title_words(r.title)) term
    where r.urn like 'urn:ckep:organisation:%';
  perform set_config('app.system', '', true);
end
$$;

-- Where a word stands in or at a project, and how much it weighs there. It reads as its reader: all policies hold.
create view project_match with (security_invoker) as
  select t.project_id, t.term, case t.part when 'TITLE' then 8 else 4 end as weight, null as audience,
    t.classification_level, t.classification_side, t.classification_agencies
  from project_term t
  union all
  select party.project_id, t.term, 4, t.audience, 'PUBLIC', null, '{}'::text[]
  from name_term t join project_participant party on party.org_urn = t.urn
  union all
  select place.project_id, t.term, 2, null,
    t.classification_level, t.classification_side, t.classification_agencies
  from site_term t join project_site place on place.site_id = t.site_id
  union all
  select t.project_id, t.term, 1, null,
    t.classification_level, t.classification_side, t.classification_agencies
  from claim_term t;

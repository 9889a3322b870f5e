create table instrument (
  id                uuid primary key,
  version           int not null,
  like record_head including all,
  title             jsonb not null,
  unknown           jsonb not null,
  kind              text not null
    check (kind in ('TREATY', 'FTA', 'PROTOCOL', 'MOU', 'PLAN', 'JOINT_STATEMENT', 'LAW', 'REGULATION',
                    'EXCHANGE_OF_NOTES')),
  level             text not null check (level in ('BILATERAL', 'PLURILATERAL', 'UNILATERAL')),
  -- The stage that was declared last. A signed instrument is in force once the acts of its parties say so; IN_FORCE
  -- stands here only where a source says it without showing the acts.
  stage             text not null
    check (stage in ('PROPOSED', 'NEGOTIATING', 'SUBSTANTIVELY_CONCLUDED', 'INITIALLED', 'SIGNED', 'EFFECTIVE',
                     'IN_FORCE', 'AMENDED', 'SUSPENDED', 'TERMINATED', 'SUPERSEDED', 'ABANDONED')),
  parties           text[] not null,
  parties_complete  boolean not null,
  min_parties       int check (min_parties >= 1),
  purpose           jsonb,
  authentic_languages text[] not null,
  prevailing        text check (prevailing in ('en', 'zh-Hans', 'ko')),
  documents         jsonb not null,
  parent            text check (parent like 'urn:ckep:instrument:%'),
  sectors           text[] not null,
  hs                text[] not null,
  constraint effective_is_for_memoranda check (stage <> 'EFFECTIVE' or kind = 'MOU'),
  constraint in_force_is_derived check (stage <> 'IN_FORCE' or stewardship = 'OBSERVED'),
  constraint bilateral_has_two_parties check (level <> 'BILATERAL' or cardinality(parties) <= 2),
  constraint unilateral_has_one_party check (level <> 'UNILATERAL' or cardinality(parties) <= 1),
  constraint min_parties_is_for_plurilateral check (min_parties is null or level = 'PLURILATERAL')
);
call ckep_guard_records('instrument');
create index instrument_order on instrument (created_at desc, id desc);
create index instrument_stage on instrument (stage);

-- What each party did towards the instrument, after the United Nations Treaty Collection. Only ever added to.
create table party_act (
  id           uuid primary key,
  record_id    uuid not null references instrument (id),
  position     int not null,
  party        text not null check (party ~ '^[A-Z]{2}$'),
  act          text not null
    check (act in ('SIGNATURE', 'DOMESTIC_APPROVAL', 'RATIFICATION', 'NOTIFICATION', 'DEPOSIT', 'ENTRY_INTO_FORCE',
                   'WITHDRAWAL', 'RESERVATION')),
  deposited_on fuzzy_date,
  effective_on fuzzy_date,
  effective_last date generated always as (last_day(effective_on)) stored,
  sources      text[] not null,
  recorded_at  timestamptz not null,
  constraint done_before_effect check (first_day(deposited_on) <= last_day(effective_on))
);
create index party_act_record on party_act (record_id);
call ckep_guard_parts('party_act', 'record_id', 'instrument');
revoke update, delete on party_act from ${appRole};

create table negotiation_track (
  id                uuid primary key,
  version           int not null,
  like record_head including all,
  title             jsonb not null,
  unknown           jsonb not null,
  instrument_id     uuid not null,
  topics            text[] not null,
  aim               jsonb,
  launched_on       fuzzy_date,
  state             text not null check (state in ('LAUNCHED', 'ACTIVE', 'CONCLUDED', 'ABANDONED'))
);
call ckep_guard_records('negotiation_track');
create index negotiation_track_order on negotiation_track (created_at desc, id desc);
create index negotiation_track_instrument on negotiation_track (instrument_id);

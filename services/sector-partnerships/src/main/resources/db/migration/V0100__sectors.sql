-- The code list of sectors. Its records are public; the code is what the other registers refer to.
create table sector (
  id          uuid primary key,
  version     int not null,
  like record_head including all,
  code        text not null unique check (code ~ '^[A-Z][A-Z0-9]{1,11}$'),
  name        jsonb not null,
  parent      text references sector (code) check (parent <> code),
  growth_area boolean not null,
  isic        text[] not null default '{}',
  hs          text[] not null default '{}',
  valid_from  date,
  valid_to    date,
  constraint sector_is_public check (classification_level = 'PUBLIC'),
  constraint sector_validity check (valid_to >= valid_from)
);
call ckep_guard_records('sector');

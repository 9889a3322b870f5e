-- Code lists, concepts and agencies are data: an operator changes a name or adds a code without a new release.
-- "Artefact" is SDMX's word for what has an agency, an id and a version.
create table artefact (
    agency     text        not null,
    id         text        not null,
    kind       text        not null
        check (kind in ('CODE_LIST', 'CONCEPT_SCHEME', 'AGENCY_SCHEME', 'DATA_STRUCTURE')),
    version    text        not null,
    partial    boolean     not null default false,
    names      jsonb       not null,
    changed_at timestamptz not null default now(),
    primary key (agency, id)
);

-- An item without names is shown by its code and its parent's name.
create table item (
    agency   text not null,
    scheme   text not null,
    code     text collate "C" not null,
    parent   text collate "C",
    kind     text,
    position integer not null default 0,
    names    jsonb,
    primary key (agency, scheme, code),
    foreign key (agency, scheme) references artefact,
    foreign key (agency, scheme, parent) references item deferrable initially deferred
);

-- Numbers under which sources report an area: M49, and the numbers that UN Comtrade keeps for customs territories.
create table area_number (
    number integer primary key,
    area   text collate "C" not null
);

create function trade_names(en text, zh text, ko text) returns jsonb
    language sql immutable
    return jsonb_strip_nulls(jsonb_build_object(
        'en', jsonb_build_object('text', en, 'status', 'ORIGINAL'),
        'zh-Hans', case when zh is not null then jsonb_build_object('text', zh, 'status', 'WORKING') end,
        'ko', case when ko is not null then jsonb_build_object('text', ko, 'status', 'WORKING') end));

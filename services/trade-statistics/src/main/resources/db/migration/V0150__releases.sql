-- What a side's statistical office publishes at one instant: figures that are prepared in a draft, may wait for their
-- embargo to end, and become visible all at once.
create table release (
    id               uuid        primary key,
    display_id       text        not null unique,
    state            text        not null check (state in ('DRAFT', 'EMBARGOED', 'PUBLISHED', 'REVISED', 'WITHDRAWN')),
    side             text        not null check (side in ('CN', 'KR')),
    source           text        not null,
    title            jsonb       not null,
    figures          bigint      not null default 0,
    embargo_until    timestamptz,
    created_at       timestamptz not null,
    created_by       text        not null,
    published_at     timestamptz,
    revised_at       timestamptz,
    withdrawn_at     timestamptz,
    withdrawn_reason jsonb,
    idempotency_key  text,
    request_sha256   text        not null,
    unique (created_by, idempotency_key),
    check ((state = 'EMBARGOED') <= (embargo_until is not null)),
    check ((state in ('PUBLISHED', 'REVISED', 'WITHDRAWN')) = (published_at is not null)),
    check ((state = 'WITHDRAWN') = (withdrawn_at is not null and withdrawn_reason is not null))
);

create index release_embargo on release (embargo_until) where state = 'EMBARGOED';
create index release_created on release (created_at);

alter table release enable row level security;
alter table release force row level security;
create policy published_or_own on release for select
    using (ckep_is_system() or side = ckep_setting('app.side') or state in ('PUBLISHED', 'REVISED', 'WITHDRAWN'));
create policy own_side_adds on release for insert
    with check (ckep_is_system() or side = ckep_setting('app.side'));
create policy own_side_changes on release for update
    using (ckep_is_system() or side = ckep_setting('app.side'))
    with check (ckep_is_system() or side = ckep_setting('app.side'));

-- The figures of a release, kept as they were prepared.
create table release_figure (
    release_id               uuid not null references release,
    frequency                text not null,
    period                   date not null,
    reporter                 text collate "C" not null,
    flow                     text collate "C" not null,
    edition                  text collate "C" not null,
    commodity                text collate "C" not null,
    partner                  text collate "C" not null,
    value                    numeric(20, 2),
    value_estimated          boolean,
    cif_value                numeric(20, 2),
    fob_value                numeric(20, 2),
    valuation                text not null,
    net_weight               numeric(24, 3),
    net_weight_estimated     boolean,
    gross_weight             numeric(24, 3),
    gross_weight_estimated   boolean,
    quantity                 numeric(24, 3),
    quantity_unit            text,
    quantity_estimated       boolean,
    alt_quantity             numeric(24, 3),
    alt_quantity_unit        text,
    alt_quantity_estimated   boolean,
    legacy_estimation_flag   integer,
    reported                 boolean,
    aggregate                boolean,
    original_classification  boolean,
    provisional              boolean not null,
    primary key (release_id, frequency, reporter, flow, edition, commodity, partner, period)
);

alter table release_figure enable row level security;
alter table release_figure force row level security;
-- Evaluated once per statement, not per row.
create policy with_release on release_figure
    using (release_id in (select id from release));

comment on column trade_observation.upload_id is 'the upload or the release that brought the figure';

alter table upload add column release_id uuid references release;

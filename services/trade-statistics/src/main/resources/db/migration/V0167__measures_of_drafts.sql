-- What the rows of SDMX messages set of a release's figures, one measure each, so that the rest of such a figure is what is
-- published at the second of the release. A figure without such rows is whole. Of figures that were prepared before nobody
-- knows any more which of their measures were set: they count as whole, as they did.
create table release_cell (
    release_id  uuid not null references release,
    frequency   text not null,
    period      date not null,
    reporter    text collate "C" not null,
    flow        text collate "C" not null,
    edition     text collate "C" not null,
    commodity   text collate "C" not null,
    partner     text collate "C" not null,
    measure     text not null check (measure in ('TRADE_VALUE', 'NET_WEIGHT', 'QTY')),
    action      text not null check (action in ('MERGE', 'REPLACE')),
    amount      numeric(24, 3),
    missing     boolean not null,
    unit        text,
    status      text,
    valuation   text,
    primary key (release_id, frequency, reporter, flow, edition, commodity, partner, period, measure),
    check (not missing or amount is null)
);

alter table release_cell enable row level security;
alter table release_cell force row level security;
create policy with_release on release_cell
    using (release_id in (select id from release));

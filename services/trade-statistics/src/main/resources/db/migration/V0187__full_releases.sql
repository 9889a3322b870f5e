-- A file that is declared full holds everything that there is of its slices: what was known of them and is not in it is
-- taken back. A figure that is taken back is no row of the file, so it is in none of the numbers that add up to its rows.
alter table upload add column coverage text not null default 'partial' check (coverage in ('partial', 'full'));
alter table upload add column withdrawn bigint not null default 0 check (withdrawn >= 0);

-- The slices of which a release holds everything, so that its publication takes back what it does not hold.
create table release_coverage (
    release_id uuid not null references release,
    frequency  text not null,
    period     date not null,
    reporter   text collate "C" not null,
    flow       text collate "C" not null,
    edition    text collate "C" not null,
    primary key (release_id, frequency, period, reporter, flow, edition)
);

alter table release_coverage enable row level security;
alter table release_coverage force row level security;
-- Evaluated once per statement, not per row; the policy of releases lets the system see all.
create policy with_release on release_coverage
    using (ckep_is_system() or release_id in (select id from release));

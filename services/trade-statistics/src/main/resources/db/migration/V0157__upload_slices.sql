-- How many figures a file had of each chapter (TOTAL stands by itself), for the next file to be compared with.
create table upload_slice (
    seq       bigint generated always as identity primary key,
    upload_id uuid   not null references upload,
    source    text   not null,
    frequency text   not null,
    period    date   not null,
    reporter  text   collate "C" not null,
    flow      text   collate "C" not null,
    edition   text   collate "C" not null,
    chapter   text   collate "C" not null,
    figures   bigint not null
);

create index upload_slice_by_key
    on upload_slice (source, reporter, flow, edition, chapter, period, frequency, seq desc);
create index upload_slice_by_upload on upload_slice (upload_id);

alter table upload_slice enable row level security;
alter table upload_slice force row level security;
create policy with_upload on upload_slice
    using (exists (select 1 from upload where upload.id = upload_slice.upload_id));

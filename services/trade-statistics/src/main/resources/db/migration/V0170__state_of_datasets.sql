-- What is asked before every answer of SDMX. A function, because each connection plans its statement once, which took several
-- times as long as reading a few rows of six small tables.
create function sdmx_state()
    returns table (source text, frequency text, revised_at timestamptz, described text, submissions bigint,
                   submitted_at timestamptz)
    language plpgsql stable as $$
#variable_conflict use_column
begin
    return query
        select dataset.source::text, dataset.frequency::text, dataset.revised_at, described.state, submitted.count,
               submitted.changed_at
        from dataset
        cross join submission_count submitted
        cross join (
            select count(*) || ' ' || max(at) as state
            from (select described_at as at from dataset
                  union all select described_at from further_dataflow
                  union all select described_at from provision_agreement
                  union all select described_at from categorisation) as each) as described
        where dataset.dataflow is not null;
end
$$;

comment on function sdmx_state is 'of each dataset its newest revision, and of all what changes with every change of a description or of what is submitted';

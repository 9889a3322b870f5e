-- The United Nations' compact structure demands the trade system of every reporter, which no figure here tells.
insert into item (agency, scheme, code, position, names) values
    ('CKEP', 'CL_TRADE_SYSTEM', '_X', 3, trade_names('Not told by the source', '来源未说明', '출처에 명시되지 않음'))
on conflict do nothing;

update artefact set changed_at = now() where agency = 'CKEP' and id = 'CL_TRADE_SYSTEM';

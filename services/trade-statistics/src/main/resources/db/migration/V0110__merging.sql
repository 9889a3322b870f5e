-- A file that was read whole may take a while to become visible.
alter table upload drop constraint upload_state_check;
alter table upload add constraint upload_state_check
    check (state in ('RECEIVING', 'MERGING', 'COMPLETED', 'REFUSED', 'FAILED'));

-- Nothing looks for figures by the upload that brought them, and every figure paid for it.
drop index trade_observation_upload;

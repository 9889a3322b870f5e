-- The sentence of an error is made from its code and arguments, and the step of a merge shows by its locks: neither
-- column is written any more. They stay until no process of the version before runs.
alter table upload_error alter column text drop not null;

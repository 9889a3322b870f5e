-- Until when an endpoint may answer the last question says when it was asked.
alter table subscription drop column renewal_asked_at;

-- How a row's bytes are written before they are hashed: 1 is the form that rows had before there was
-- a second, and is what a process of that time still writes. The number is among the bytes from 2 on.
alter table credence.audit add column form smallint not null default 1;

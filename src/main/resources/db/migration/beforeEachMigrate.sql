-- The tables of a large company take longer than a visitor would wait.
set local statement_timeout = 0;

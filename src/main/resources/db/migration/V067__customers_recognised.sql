-- What remains of an organisation's name when nothing is left that people write now and then: blanks, signs, width,
-- case and the legal form. Null for a name that may be a person's: two people of one name are two customers.
create function company_key(kind text, name text) returns text
immutable strict parallel safe language plpgsql as $$
declare
    whole text := replace(lower(normalize(name, NFKC)), '(中国)', '');
    said text := regexp_replace(whole,
        '([\s,.]+(co|company|ltd|limited|inc|incorporated|corp|corporation|llc|llp|plc|gmbh|group|holdings?|pte|pty)\M)+[\s.]*$', '');
    plain text := regexp_replace(said, '[\]\[\s(){}<>【】《》〈〉「」『』·•・.,、。;:''"“”‘’`_|/\\&@#*+~!?…—–-]+', '', 'g');
    bare text := regexp_replace(plain,
        '(有限责任公司|有限公司|股份公司|集团公司|控股|股份|集团|总公司|公司)+$', '');
begin
    if kind = 'PERSON' or length(bare) < 2 then
        return null;
    elsif said <> whole or bare <> plain then
        return bare;
    elsif length(bare) >= 5 and bare !~ '[a-z]' and name !~ '[·•・]' then
        return bare;
    end if;
    return null;
end
$$;

create index customer_company on customer (company_key(kind, full_name)) where deleted_at is null;

-- Finds a customer by its primary contact's mail.
create index contact_primary_mail on contact (lower(email)) where is_primary and deleted_at is null and email is not null;

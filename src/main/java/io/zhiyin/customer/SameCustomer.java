package io.zhiyin.customer;

import io.zhiyin.record.Likeness;
import java.util.List;

/**
 * By what an import recognises a customer whose mobile number it does not find (C6). A company's
 * name is unique in its city, so both together are sure; a person's name tells nothing by itself.
 */
final class SameCustomer {
    /** What the spellings of a company's name have in common, kept when it is saved. */
    static final String KEY = "companyKey";

    private static final String MAIL = Customers.PRIMARY + ".email";
    private static final String MOBILE = Customers.PRIMARY + ".mobile";

    /** Nobody says anything else: equal, or not told on one side. */
    private static final String SAME_MOBILE =
            "(k.mobile is null or c.mobile is null or k.mobile = c.mobile)";

    private static final String SAME_CITY = "rtrim(k.city, '市') = rtrim(t.city, '市')";

    /** The same organisation: legal form, signs, width and case of its name left aside. */
    private static final Likeness COMPANY =
            new Likeness(
                    "fullName",
                    List.of("fullName", KEY, "city", "phone", MOBILE),
                    "$.company_key",
                    "length(k.key) >= 4 and "
                            + SAME_CITY
                            + " or (k.city is null or t.city is null or "
                            + SAME_CITY
                            + ") and (k.phone is null or t.phone is null or k.phone = t.phone) and "
                            + SAME_MOBILE,
                    """
                    array[concat_ws('|', 'a', k.key, coalesce(rtrim(k.city, '市'), ''), coalesce(k.phone, ''), coalesce(k.mobile, '')),
                      case when length(k.key) >= 4 then 'b|' || k.key || '|' || rtrim(k.city, '市') end]
                    """,
                    true);

    /** The same mail of the same person, or of the same organisation. */
    private static final Likeness MAILBOX =
            new Likeness(
                    MAIL,
                    List.of(MAIL, MOBILE, Customers.PRIMARY + ".name", "fullName", KEY),
                    "lower($.email)",
                    SAME_MOBILE + " and (k.name = c.name or k.company_key = t.company_key)",
                    "array[k.key || '|' || k.name || '|' || coalesce(k.mobile, '')]",
                    true);

    /**
     * The same name at the same landline: all that a small shop or a person without mobile tells.
     */
    private static final Likeness LANDLINE =
            new Likeness(
                    "fullName",
                    List.of("fullName", "phone"),
                    "$.full_name",
                    "k.phone = t.phone",
                    "array[k.key || '|' || k.phone]",
                    false);

    static final Likeness[] WAYS = {COMPANY, MAILBOX, LANDLINE};

    private SameCustomer() {}
}

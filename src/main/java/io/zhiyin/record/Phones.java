package io.zhiyin.record;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;

/** Telephone numbers as they are written, and as they are kept. */
public final class Phones {
    private Phones() {}

    /** E.164, China assumed when no country is given; extensions are refused. */
    static String number(String text) throws Codec.Unfit {
        try {
            PhoneNumberUtil util = PhoneNumberUtil.getInstance();
            String folded = java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFKC);
            var number = util.parse(folded, "CN");
            if (!util.isValidNumber(number)) {
                throw new Codec.Unfit("NOT_PHONE");
            }
            return util.format(number, PhoneNumberUtil.PhoneNumberFormat.E164);
        } catch (NumberParseException e) {
            throw new Codec.Unfit("NOT_PHONE");
        }
    }

    /**
     * Whether a number in E.164 can be a mobile's; where a country does not tell them apart, it
     * can.
     */
    public static boolean mobile(String number) {
        try {
            PhoneNumberUtil util = PhoneNumberUtil.getInstance();
            return switch (util.getNumberType(util.parse(number, "CN"))) {
                case MOBILE, FIXED_LINE_OR_MOBILE, PERSONAL_NUMBER -> true;
                default -> false;
            };
        } catch (NumberParseException e) {
            return false;
        }
    }
}

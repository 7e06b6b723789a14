package io.zhiyin.record;

import java.net.IDN;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses of web pages as people type them. */
final class WebAddress {
    private static final Pattern HOST = Pattern.compile("(https?://)([^/?#:@]+)(.*)");

    private WebAddress() {}

    /** The whole address, https where nothing is said. */
    static String of(String text) throws Codec.Unfit {
        String whole = text.contains("://") ? text : "https://" + text;
        try {
            URI uri = URI.create(ascii(whole));
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!web || uri.getHost() == null) {
                throw new Codec.Unfit("NOT_URL");
            }
            return whole;
        } catch (IllegalArgumentException e) {
            throw new Codec.Unfit("NOT_URL");
        }
    }

    /** With the name of the place as the network has it: 例子.中国 is a name like any other. */
    private static String ascii(String url) {
        Matcher parts = HOST.matcher(url);
        if (!parts.matches() || parts.group(2).chars().allMatch(c -> c < 128)) {
            return url;
        }
        return parts.group(1) + IDN.toASCII(parts.group(2)) + parts.group(3);
    }
}

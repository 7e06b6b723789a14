package io.zhiyin.customer;

import io.zhiyin.record.Field;

/** Choices that several entities share, so that a lead's industry means what a customer's does. */
public final class Vocabulary {
    private Vocabulary() {}

    /** Extendable by the company. */
    public static Field industry() {
        return Field.choice(
                        "industry",
                        "industry",
                        "MANUFACTURING",
                        "RETAIL",
                        "IT",
                        "HEALTHCARE",
                        "INTERNET",
                        "FINANCE",
                        "EDUCATION",
                        "OTHER")
                .extendable();
    }

    /** Where the first contact came from. Extendable by the company. */
    public static Field source() {
        return Field.choice(
                        "source",
                        "source",
                        "EXHIBITION",
                        "REFERRAL",
                        "ONLINE_AD",
                        "TELEMARKETING",
                        "SELF_VISIT",
                        "WEBSITE",
                        "PHONE_IN",
                        "SOCIAL",
                        "EMAIL",
                        "SEMINAR")
                .extendable();
    }

    public static Field companySize() {
        return Field.choice("companySize", "companySize", "MICRO", "SMALL", "MEDIUM", "LARGE");
    }

    public static Field region() {
        return Field.choice(
                "region",
                "region",
                "NORTH",
                "EAST",
                "SOUTH",
                "CENTRAL",
                "SOUTHWEST",
                "NORTHWEST",
                "NORTHEAST",
                "OVERSEAS");
    }
}

package io.zhiyin.demo;

/**
 * How much to make.
 *
 * @param years over which customers were won
 * @param busy follow-ups per customer against the example company's eight
 * @param dealing opportunities per customer against the example company's one in three
 * @param known whether the customers named in the word lists are among them
 */
record Shape(int customers, int years, double busy, double dealing, boolean known) {
    /** Customers of the example company. */
    static final int COMPANY = 5000;

    private static final int MOST = 20_000_000;

    static Shape company() {
        return new Shape(COMPANY, 2, 1, 1, true);
    }

    /** Many customers of 200 people in 20 departments, with less history each. */
    static Shape measured(int customers) {
        if (customers < 1000 || customers > MOST) {
            throw new IllegalArgumentException("customers between 1,000 and " + MOST);
        }
        return new Shape(customers, 3, 0.25, 0.08, false);
    }

    /** Beyond this indexes are made after the rows. */
    boolean large() {
        return customers > 20_000;
    }
}

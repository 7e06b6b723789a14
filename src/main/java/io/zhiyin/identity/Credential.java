package io.zhiyin.identity;

/** A session or a personal token, by its id in its table. */
record Credential(Kind kind, long id) {
    enum Kind {
        SESSION("session"),
        TOKEN("access_token");

        private final String table;

        Kind(String table) {
            this.table = table;
        }

        String table() {
            return table;
        }
    }
}

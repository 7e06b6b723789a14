package io.zhiyin.operation;

/** A reason not to start or not to go on, told in one sentence and without a stack trace. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String key;

    Refusal(String key, Object... args) {
        super(Texts.of("operation." + key, args));
        this.key = key;
    }

    /** Key of the sentence, without the package's prefix: what tests compare. */
    String key() {
        return key;
    }
}

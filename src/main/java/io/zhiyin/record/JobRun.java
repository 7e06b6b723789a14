package io.zhiyin.record;

import tools.jackson.databind.JsonNode;

/** One run of a job, as its handler sees it. Used by one thread. */
public final class JobRun {
    /** Another program has taken the job over: this run must not write any more. */
    static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The handler was asked to end and did. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super(null, null, false, false);
        }
    }

    private final long id;
    private final Long ownerId;
    private final JsonNode params;
    private final JobStore store;
    private JsonNode checkpoint;
    private boolean saidStop;

    private volatile long done;
    private volatile Long total;
    private volatile boolean cancelAsked;
    private volatile boolean closing;
    private volatile JsonNode result;
    private volatile Long errorFileId;

    JobRun(JobStore.Claim claim, JobStore store) {
        this.id = claim.id();
        this.ownerId = claim.ownerId();
        this.params = Json.read(claim.params());
        this.checkpoint = Json.read(claim.checkpoint());
        this.done = claim.done();
        this.total = claim.total();
        this.cancelAsked = claim.cancelAsked();
        this.store = store;
    }

    public long id() {
        return id;
    }

    /** Who asked for the work; null for the program itself. */
    public Long ownerId() {
        return ownerId;
    }

    /** What was asked for, as given to {@link Jobs#enqueue}. */
    public JsonNode params() {
        return params;
    }

    public <T> T params(Class<T> type) {
        return Json.MAPPER.treeToValue(params, type);
    }

    /** The last checkpoint; an empty object at the first run. */
    public JsonNode checkpoint() {
        return checkpoint;
    }

    /** The last checkpoint, or null at the first run. */
    public <T> T checkpoint(Class<T> type) {
        return checkpoint.isEmpty() ? null : Json.MAPPER.treeToValue(checkpoint, type);
    }

    /**
     * Keeps how far the work is. Called inside a transaction it is kept exactly when the work of
     * that transaction is.
     */
    public void checkpoint(Object value) {
        JsonNode tree = Json.MAPPER.valueToTree(value);
        if (!store.checkpoint(id, Json.write(tree), done, total)) {
            throw new Lost();
        }
        checkpoint = tree;
    }

    /** Tells how much is done; cheap, shown to people within a second. */
    public void progress(long done, Long total) {
        this.done = done;
        this.total = total;
    }

    /**
     * Whether to end now: somebody cancelled the job, or the program is going down. A handler that
     * sees true finishes its chunk and returns; after a shutdown the job goes on from its
     * checkpoint.
     */
    public boolean cancelled() {
        saidStop = saidStop || cancelAsked || closing;
        return saidStop;
    }

    /** Whether somebody cancelled it: it will not be run again. */
    public boolean cancelledByPerson() {
        return cancelAsked;
    }

    /** Leaves the handler when {@link #cancelled}. */
    public void stopIfCancelled() {
        if (cancelled()) {
            throw new Stopped();
        }
    }

    /** What the work came to: shown by GET /jobs/{id} as "result". */
    public void result(Object value) {
        result = Json.MAPPER.valueToTree(value);
    }

    public void errorFile(long fileId) {
        errorFileId = fileId;
    }

    /** Ends the job as failed; the text stands under problem.CODE in the message catalogues. */
    public RuntimeException fail(String code, Object... args) {
        throw new Problem(422, code, args);
    }

    long done() {
        return done;
    }

    Long total() {
        return total;
    }

    JsonNode result() {
        return result;
    }

    Long errorFileId() {
        return errorFileId;
    }

    boolean ledToStop() {
        return saidStop;
    }

    boolean cancelAsked() {
        return cancelAsked;
    }

    void askCancel() {
        cancelAsked = true;
    }

    void close() {
        closing = true;
    }
}

package io.zhiyin.record;

/**
 * Does one kind of background work. The program may be killed at any moment: the same job is then
 * run again, so whatever was finished must stand in the checkpoint, written in the same transaction
 * as the work itself.
 */
public interface JobHandler {
    /** Name of the kind, for example "import"; unique in the program. */
    String kind();

    /**
     * Does the work, or goes on from the checkpoint.
     *
     * @throws Problem to fail with a reason the person can read; any other exception is logged and
     *     told as an internal error
     */
    void run(JobRun run) throws Exception;
}

package io.zhiyin.record;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Background work that outlives the program: a job stands in the database from the moment it is
 * asked for, is done by one of two workers, and goes on from its checkpoint after a crash.
 */
@Component
public class Jobs implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final int WORKERS = 2;
    private static final long BEAT_MILLIS = 500;
    private static final long LOOK_MILLIS = 1_000;
    private static final long GRACE_MILLIS = 4_000;

    private final JobStore store;
    private final Map<String, JobHandler> handlers;
    private final Map<Long, JobRun> running = new ConcurrentHashMap<>();
    private final Semaphore work = new Semaphore(0);
    private List<Thread> threads = List.of();
    private volatile boolean open;

    Jobs(JobStore store, List<JobHandler> handlers) {
        this.store = store;
        this.handlers = handlers.stream().collect(Collectors.toMap(JobHandler::kind, each -> each));
    }

    /**
     * Puts a job in the queue, in the caller's transaction if there is one.
     *
     * @param ownerId who may see and cancel it, besides administrators; null for the program
     * @param params anything that becomes a JSON object
     * @return id of the job
     */
    public long enqueue(String kind, Long ownerId, Object params) {
        if (!handlers.containsKey(kind)) {
            throw new IllegalArgumentException("no handler for jobs of kind " + kind);
        }
        long id = store.insert(kind, ownerId, Json.write(params));
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(
                    new TransactionSynchronization() {
                        @Override
                        public void afterCommit() {
                            work.release();
                        }
                    });
        } else {
            work.release();
        }
        return id;
    }

    public Optional<Job> find(long id) {
        return store.find(id);
    }

    /** A waiting job ends at once, a running one when its handler next looks. */
    public void cancel(long id) {
        store.cancel(id);
        JobRun run = running.get(id);
        if (run != null) {
            run.askCancel();
        }
    }

    @Override
    public synchronized void start() {
        open = true;
        store.giveUp();
        threads =
                java.util.stream.IntStream.rangeClosed(1, WORKERS)
                        .mapToObj(n -> Thread.ofPlatform().name("job-" + n).start(this::work))
                        .toList();
        Thread.ofVirtual().name("job-heartbeat").start(this::beat);
    }

    @Override
    public synchronized void stop() {
        open = false;
        running.values().forEach(JobRun::close);
        work.release(WORKERS);
        try {
            for (Thread each : threads) {
                each.join(GRACE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return open;
    }

    private void work() {
        while (open) {
            try {
                Optional<JobStore.Claim> claim = store.claim(List.copyOf(handlers.keySet()));
                if (claim.isPresent()) {
                    run(claim.get());
                } else if (work.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    work.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (DataAccessException e) {
                pauseAfter(e);
            }
        }
    }

    private void pauseAfter(DataAccessException failure) {
        if (open) {
            LOG.warn("jobs cannot be read: {}", failure.getMessage());
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run(JobStore.Claim claim) {
        JobRun run = new JobRun(claim, store);
        running.put(run.id(), run);
        if (!open) {
            run.close();
        }
        try {
            run.stopIfCancelled();
            handlers.get(claim.kind()).run(run);
            end(run, run.ledToStop() ? null : Job.State.DONE, null);
        } catch (JobRun.Stopped e) {
            end(run, null, null);
        } catch (JobRun.Lost e) {
            LOG.warn("job {} was taken over by another program", run.id());
        } catch (Problem e) {
            end(run, Job.State.FAILED, e);
        } catch (Exception | StackOverflowError e) {
            if (open) {
                LOG.error("job {} ({}) failed", run.id(), claim.kind(), e);
                end(run, Job.State.FAILED, new Problem(500, "UNEXPECTED"));
            } // otherwise the pool may be closing under it: the job goes on after the restart
        } finally {
            running.remove(run.id());
        }
    }

    /** A null state means: ended because it was told to. */
    private void end(JobRun run, Job.State state, Problem failure) {
        if (state != null) {
            store.end(run, state, failure);
        } else if (run.cancelAsked()) {
            store.end(run, Job.State.CANCELLED, null);
        } else {
            store.putBack(run);
        }
    }

    private void beat() {
        while (open) {
            try {
                Thread.sleep(BEAT_MILLIS);
                for (JobRun run : running.values()) {
                    if (store.beat(run.id(), run.done(), run.total()).orElse(false)) {
                        run.askCancel();
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (DataAccessException e) {
                pauseAfter(e);
            }
        }
    }
}

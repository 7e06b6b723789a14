package io.zhiyin.record.imports;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Draws from an iterator in a thread of its own, a little ahead of who takes: while one chunk is
 * written, the next is read.
 */
final class ReadAhead<T> implements Iterator<T>, AutoCloseable {
    private static final Object END = new Object();

    private record Failure(Throwable cause) {}

    private final BlockingQueue<Object> queue;
    private final Thread reader;
    private Object next;

    ReadAhead(Iterator<T> source, int ahead) {
        queue = new ArrayBlockingQueue<>(ahead);
        reader = Thread.ofPlatform().name("import-reader").start(() -> draw(source));
    }

    private void draw(Iterator<T> source) {
        try {
            try {
                while (source.hasNext()) {
                    queue.put(source.next());
                }
                queue.put(END);
            } catch (RuntimeException | Error e) {
                queue.put(new Failure(e));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean hasNext() {
        try {
            if (next == null) {
                next = queue.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        if (next instanceof Failure failure) {
            if (failure.cause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure.cause();
        }
        return next != END;
    }

    @Override
    @SuppressWarnings("unchecked")
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        T given = (T) next;
        next = null;
        return given;
    }

    /** Ends the thread; whoever closes the source does so afterwards. */
    @Override
    public void close() {
        reader.interrupt();
        try {
            reader.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

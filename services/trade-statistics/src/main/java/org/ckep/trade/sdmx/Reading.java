package org.ckep.trade.sdmx;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.ckep.trade.figures.StatementLimit;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/**
 * One answer being read, in a transaction that shows one state of the figures, with a connection of its own. One thread
 * at a time reads. Any other thread may abandon the reading, which breaks off the statement that runs at that moment, so
 * that nothing is read for a caller who has left.
 */
final class Reading implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Reading.class);

    private final Connection connection;
    private final Consumer<Reading> afterwards;
    private final Caller caller;
    private final long begunAt = System.nanoTime();
    private boolean inUse = true;
    private boolean abandoned;
    private boolean closed;

    private volatile boolean waitsForReceiver;
    private final AtomicLong sent = new AtomicLong();
    private long sentBefore = -1;

    /**
     * A reading that its maker's thread uses.
     *
     * @param afterwards done once, after the connection was given back
     */
    Reading(Connection connection, Caller caller, Consumer<Reading> afterwards) {
        this.connection = connection;
        this.caller = caller;
        this.afterwards = afterwards;
    }

    /**
     * For statements of the thread that uses the reading.
     *
     * @throws SQLException where nobody waits for it any more
     */
    synchronized Connection connection() throws SQLException {
        if (abandoned) {
            throw new SQLException("nobody waits for the answer any more", StatementLimit.BROKEN_OFF);
        }
        return connection;
    }

    /** Leaves the reading to whoever writes the answer, or to its end where nobody writes it, as for HEAD. */
    synchronized void pause() {
        inUse = false;
        if (abandoned) {
            close();
        }
    }

    /**
     * Goes on, on this thread.
     *
     * @throws IOException where it was abandoned meanwhile
     */
    synchronized void resume() throws IOException {
        if (abandoned || closed) {
            throw new IOException("the answer has ended already");
        }
        inUse = true;
    }

    /** Nobody waits for this reading any more. Blocks for as long as the database takes to hear of it. */
    synchronized void abandon() {
        if (closed || abandoned) {
            return;
        }
        abandoned = true;
        if (inUse) {
            breakOff();
        } else {
            close();
        }
    }

    /** True where nobody waits for the answer any more: its connection is closed, or about to be. */
    synchronized boolean isAbandoned() {
        return abandoned || caller.isGone();
    }

    private void breakOff() {
        try {
            // Not Statement.cancel: pgjdbc ignores it while a cursor fetches.
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException gone) {
            LOG.debug("a statement could not be broken off", gone);
        }
    }

    /** The stream, observed for how much of it the receiver takes. */
    OutputStream observed(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                waitsForReceiver = true;
                out.write(bytes, from, length);
                waitsForReceiver = false;
                sent.addAndGet(length);
            }
        };
    }

    /** Cuts off a reading that takes too long, or whose receiver takes too little; called once a period. */
    void check(ReadingConfig config) {
        if (isAbandoned()) {
            return;
        }
        Duration age = Duration.ofNanos(System.nanoTime() - begunAt);
        long now = sent.get();
        boolean stalls = waitsForReceiver
                && sentBefore >= 0
                && now - sentBefore < config.minProgress().asLongValue();
        if (age.compareTo(config.maxDuration()) > 0) {
            cutOff("it has lasted longer than " + config.maxDuration());
        } else if (stalls) {
            cutOff("its receiver took " + (now - sentBefore) + " bytes in " + config.progressPeriod());
        }
        sentBefore = now;
    }

    private void cutOff(String why) {
        LOG.warnf("an answer was cut off after %d bytes: %s", sent.get(), why);
        caller.cutOff();
        abandon();
    }

    /** Ends the transaction and gives the connection back; done more than once it does nothing more. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        caller.nothingAtEnd();
        try (connection) {
            connection.rollback();
        } catch (SQLException gone) {
            LOG.debug("a reading went with its connection", gone);
        } finally {
            afterwards.accept(this);
        }
    }
}

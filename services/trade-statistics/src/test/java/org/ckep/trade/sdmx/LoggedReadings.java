package org.ckep.trade.sdmx;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged of queries that were broken off, while it is open. */
final class LoggedReadings extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger(SdmxAnswers.class.getName());
    private final List<String> texts = new CopyOnWriteArrayList<>();

    LoggedReadings() {
        logger.addHandler(this);
    }

    List<String> texts() {
        return List.copyOf(texts);
    }

    @Override
    public void publish(LogRecord entry) {
        texts.add(String.format(Locale.ROOT, entry.getMessage(), entry.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}

package io.invoicepay.aptean;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What this module writes into the log meanwhile: level and message, a line each. */
final class LogLines extends Handler {
    private static final Logger LOGGER = Logger.getLogger("io.invoicepay.aptean");

    private final List<String> lines = new CopyOnWriteArrayList<>();

    private LogLines() {}

    static List<String> during(Level level, Runnable action) {
        LogLines heard = new LogLines();
        Level usual = LOGGER.getLevel();
        LOGGER.setLevel(level);
        LOGGER.addHandler(heard);
        try {
            action.run();
        } finally {
            LOGGER.removeHandler(heard);
            LOGGER.setLevel(usual);
        }
        return heard.lines;
    }

    @Override
    public void publish(LogRecord entry) {
        lines.add(entry.getLevel() + " " + new SimpleFormatter().formatMessage(entry));
    }

    @Override
    public void flush() {
        // nothing is kept back
    }

    @Override
    public void close() {
        // nothing was opened
    }
}

package org.keelson.supervisor.log;

import org.keelson.config.settings.LogLevel;
import org.tinylog.Level;
import org.tinylog.Supplier;
import org.tinylog.format.MessageFormatter;
import org.tinylog.provider.ContextProvider;
import org.tinylog.provider.LoggingProvider;
import org.tinylog.provider.NopContextProvider;

/** tinylog's way into {@link Log}; found by tinylog as a service. No class names, no stack walks: a line's area says where it is from. */
public final class RingLoggingProvider implements LoggingProvider {
    private static final ContextProvider NO_CONTEXT = new NopContextProvider();

    /** For the service loader. */
    public RingLoggingProvider() {}

    @Override
    public ContextProvider getContextProvider() {
        return NO_CONTEXT;
    }

    @Override
    public Level getMinimumLevel() {
        return Level.TRACE;
    }

    @Override
    public Level getMinimumLevel(String tag) {
        return Level.TRACE;
    }

    @Override
    public boolean isEnabled(int depth, String tag, Level level) {
        return Log.enabled(ours(level));
    }

    @Override
    public boolean isEnabled(String loggerClassName, String tag, Level level) {
        return Log.enabled(ours(level));
    }

    @Override
    public void log(int depth, String tag, Level level, Throwable exception, MessageFormatter formatter, Object message,
            Object... arguments) {
        log("", tag, level, exception, formatter, message, arguments);
    }

    @Override
    public void log(String loggerClassName, String tag, Level level, Throwable exception, MessageFormatter formatter, Object message,
            Object... arguments) {
        if (!Log.enabled(ours(level))) {
            return;
        }
        Object said = message instanceof Supplier<?> supplier ? supplier.get() : message;
        String text = formatter == null || arguments == null || arguments.length == 0
                ? String.valueOf(said)
                : formatter.format(String.valueOf(said), arguments);
        Log.add(ours(level), line(text, said, exception));
    }

    private static String line(String text, Object message, Throwable exception) {
        if (exception == null) {
            return text;
        }
        return message == null ? exception.toString() : text + ", reason=" + exception;
    }

    @Override
    public void shutdown() {}

    private static LogLevel ours(Level level) {
        return switch (level) {
            case TRACE -> LogLevel.TRACE;
            case DEBUG -> LogLevel.DEBUG;
            case INFO -> LogLevel.INFO;
            case WARN -> LogLevel.WARN;
            case ERROR, OFF -> LogLevel.ERROR;
        };
    }
}

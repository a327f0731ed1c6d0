package reco.app.operator;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.slf4j.LoggerFactory;
import reco.admin.v1.LogLine;
import reco.admin.v1.LogLines;
import reco.admin.v1.LogTailQuestion;

/** The last lines of this process's log, each numbered, in memory until it is closed. */
public final class RecentLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private static final int KEPT = 500;
  private static final int LONGEST_LINE = 500;
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{36} %msg%nopex";

  private final Deque<LogLine> lines = new ArrayDeque<>();
  private final PatternLayout layout = new PatternLayout();
  private final Logger root;
  private long number;

  private RecentLog(LoggerContext context) {
    this.root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    setContext(context);
    layout.setContext(context);
    layout.setPattern(PATTERN);
  }

  /** Begins to keep what is logged. */
  public static RecentLog start(LoggerContext context) {
    var recent = new RecentLog(context);
    recent.layout.start();
    recent.start();
    recent.root.addAppender(recent);
    return recent;
  }

  /** That of this process. */
  public static LoggerContext context() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      return context;
    }
    throw new IllegalStateException("logging: expected Logback behind SLF4J");
  }

  @Override
  protected void append(ILoggingEvent event) {
    String text = layout.doLayout(event).replaceAll("\\p{Cntrl}", " ").stripTrailing();
    synchronized (lines) {
      lines.addLast(
          LogLine.newBuilder()
              .setNumber(++number)
              .setText(text.substring(0, Math.min(text.length(), LONGEST_LINE)))
              .build());
      if (lines.size() > KEPT) {
        lines.removeFirst();
      }
    }
  }

  /** The last that are asked for, the oldest first. */
  public LogLines tail(LogTailQuestion question) {
    String contains = question.getContains().toLowerCase(Locale.ROOT);
    List<LogLine> found = new ArrayList<>();
    synchronized (lines) {
      lines
          .descendingIterator()
          .forEachRemaining(line -> {
            if (found.size() < question.getLimit()
                && line.getNumber() > question.getAfter()
                && line.getText().toLowerCase(Locale.ROOT).contains(contains)) {
              found.add(line);
            }
          });
    }
    return LogLines.newBuilder().addAllLines(found.reversed()).build();
  }

  @Override
  public void close() {
    root.detachAppender(this);
    stop();
  }
}

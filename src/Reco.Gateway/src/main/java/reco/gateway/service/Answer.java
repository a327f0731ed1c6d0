package reco.gateway.service;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.gateway.problem.GrpcProblems;
import reco.gateway.problem.Problem;
import reco.gateway.problem.ProblemException;
import reco.gateway.problem.Reason;
import reco.node.log.LogUnavailableException;

/** Brings a handler's outcome to its caller; a planned failure as its problem. */
final class Answer {
  private static final Logger LOG = LoggerFactory.getLogger(Answer.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private Answer() {}

  /** Answers with what the work comes to, now or later. */
  static <T> void with(StreamObserver<T> caller, Supplier<CompletionStage<T>> work) {
    String requestId = ServiceRequestContext.current().id().text();
    CompletionStage<T> outcome;
    try {
      outcome = work.get();
    } catch (RuntimeException failure) {
      caller.onError(status(failure, requestId));
      return;
    }
    outcome.whenComplete((value, failure) -> {
      if (failure != null) {
        caller.onError(status(failure, requestId));
      } else {
        caller.onNext(value);
        caller.onCompleted();
      }
    });
  }

  private static StatusRuntimeException status(Throwable failure, String requestId) {
    return GrpcProblems.exception(problem(failure, requestId));
  }

  /** What a caller is told of a failure; one that nobody planned is logged. */
  static Problem problem(Throwable failure, String requestId) {
    return switch (failure) {
      case CompletionException wrapper when wrapper.getCause() != null ->
          problem(wrapper.getCause(), requestId);
      case ProblemException planned -> planned.problem();
      case LogUnavailableException unavailable -> logUnavailable();
      case TimeoutException late ->
          Problem.of(Reason.DEADLINE_EXCEEDED, "no answer within the deadline");
      default -> unexpected(failure, requestId);
    };
  }

  static Problem logUnavailable() {
    return Problem.later(
        Reason.LOG_UNAVAILABLE,
        "the log cannot take the write now; nothing was recorded",
        RETRY_AFTER);
  }

  private static Problem unexpected(Throwable failure, String requestId) {
    LOG.error("request {} failed", requestId, failure);
    return Problem.of(Reason.INTERNAL, "unexpected; the log names the request id");
  }
}

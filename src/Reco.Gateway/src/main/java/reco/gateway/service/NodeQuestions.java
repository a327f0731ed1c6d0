package reco.gateway.service;

import reco.admin.v1.ActorsQuestion;
import reco.admin.v1.LogTailQuestion;
import reco.admin.v1.NodeQuestion;
import reco.admin.v1.ShardsQuestion;
import reco.gateway.problem.Problem;
import reco.node.user.ShardedUsers;

/** What may be asked of nodes: every answer is bounded. */
final class NodeQuestions {
  private static final int MOST_THREADS = 200;
  private static final int MOST_ROWS = 1_000;
  private static final int MOST_LINES = 500;
  private static final int DEEPEST = 10;

  private NodeQuestions() {}

  /** Throws {@link reco.gateway.problem.ProblemException} where a field is out of its bounds. */
  static void check(NodeQuestion question) {
    switch (question.getQuestionCase()) {
      case INFO, LOG_LEVEL -> {}
      case THREADS -> within("threads.limit", question.getThreads().getLimit(), 1, MOST_THREADS);
      case ACTORS -> check(question.getActors());
      case SHARDS -> check(question.getShards());
      case LOG_TAIL -> check(question.getLogTail());
      case QUESTION_NOT_SET ->
          throw Problem.invalid(
                  "question", "", "one of info, threads, actors, shards, log_level, log_tail")
              .asException();
    }
  }

  /** As nodes take it: a user by key. */
  static NodeQuestion toNodes(NodeQuestion question) {
    String user = question.getShards().getUserId();
    if (user.isEmpty()) {
      return question;
    }
    String key = Fields.known("shards.user_id", user).key();
    return question.toBuilder().setShards(question.getShards().toBuilder().setUserId(key)).build();
  }

  private static void check(ActorsQuestion actors) {
    within("actors.depth", actors.getDepth(), 1, DEEPEST);
    within("actors.limit", actors.getLimit(), 1, MOST_ROWS);
  }

  private static void check(ShardsQuestion shards) {
    within("shards.shard", shards.getShard(), -1, ShardedUsers.SHARDS - 1);
    within("shards.limit", shards.getLimit(), 0, MOST_ROWS);
    if (!shards.getUserId().isEmpty()) {
      Fields.known("shards.user_id", shards.getUserId());
    }
  }

  private static void check(LogTailQuestion tail) {
    within("log_tail.limit", tail.getLimit(), 1, MOST_LINES);
  }

  static void within(String field, int got, int least, int most) {
    if (got < least || got > most) {
      throw Problem.invalid(field, Integer.toString(got), "%d to %d".formatted(least, most))
          .asException();
    }
  }
}

package reco.node.user;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** A script that answers an integer, sent by its digest and in full where the server lacks it. */
record LuaScript(String text, String digest) {
  static LuaScript of(RedisAsyncCommands<String, byte[]> redis, String text) {
    return new LuaScript(text, redis.digest(text));
  }

  CompletionStage<Long> run(
      RedisAsyncCommands<String, byte[]> redis, String[] keys, byte[]... arguments) {
    return redis
        .<Long>evalsha(digest, ScriptOutputType.INTEGER, keys, arguments)
        .exceptionallyCompose(failure ->
            isMissing(failure)
                ? redis.<Long>eval(text, ScriptOutputType.INTEGER, keys, arguments)
                : CompletableFuture.failedFuture(failure));
  }

  private static boolean isMissing(Throwable failure) {
    return failure instanceof RedisNoScriptException
        || (failure instanceof CompletionException
            && failure.getCause() instanceof RedisNoScriptException);
  }
}

package reco.node.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.Base16;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** A script that answers an integer, sent by its digest and in full where the server lacks it. */
record LuaScript(String text, String digest) {
  static LuaScript of(String text) {
    return new LuaScript(text, Base16.digest(text.getBytes(UTF_8)));
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

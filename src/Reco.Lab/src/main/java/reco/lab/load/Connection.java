package reco.lab.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection that is kept, with one call in flight at most. All on its channel's thread. */
final class Connection extends SimpleChannelInboundHandler<FullHttpResponse> {
  private final Channel channel;
  private final Consumer<Connection> onIdle;
  private final Consumer<Connection> onClosed;
  private @Nullable CompletableFuture<Answer> awaited;
  private long sentNanos;

  Connection(Channel channel, Consumer<Connection> onIdle, Consumer<Connection> onClosed) {
    this.channel = channel;
    this.onIdle = onIdle;
    this.onClosed = onClosed;
  }

  /** Sends on an idle connection. */
  void send(FullHttpRequest request, CompletableFuture<Answer> answer) {
    awaited = answer;
    sentNanos = System.nanoTime();
    var _ = channel.writeAndFlush(request);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
    var answer =
        new Answer(response.status().code(), response.content().toString(UTF_8), sentNanos);
    var caller = awaited;
    awaited = null;
    if (HttpUtil.isKeepAlive(response)) {
      onIdle.accept(this);
    } else {
      var _ = context.close();
    }
    if (caller != null) {
      caller.complete(answer);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(cause);
    var _ = context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    onClosed.accept(this);
    fail(new IOException("the server closed the connection"));
  }

  private void fail(Throwable cause) {
    var caller = awaited;
    awaited = null;
    if (caller != null) {
      caller.completeExceptionally(cause);
    }
  }
}

package reco.lab.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Sends calls to one server over HTTP/1.1, one connection for each call in flight, all kept and on
 * one thread: a generator that shares its machine with the server takes as little of it as it can.
 * Calls beyond {@value #MAX_CONNECTIONS} in flight wait, and their wait counts.
 */
public final class LoadClient implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 256;
  private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

  private final String host;
  private final String key;
  private final EventLoopGroup group;
  private final EventLoop loop;
  private final Bootstrap bootstrap;

  // Touched on the loop only.
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int connections;

  private record Waiting(Call call, CompletableFuture<Answer> answer) {}

  /**
   * Connects when there is something to send.
   *
   * @param server as {@code http://HOST:PORT}
   * @param timeout for an answer
   */
  public LoadClient(URI server, String key, Duration timeout) {
    if (!"http".equals(server.getScheme()) || server.getHost() == null || server.getPort() < 0) {
      throw new IllegalArgumentException("server: got '" + server + "', expected http://HOST:PORT");
    }
    this.host = server.getHost() + ":" + server.getPort();
    this.key = key;
    this.group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    this.loop = group.next();
    this.bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .remoteAddress(server.getHost(), server.getPort())
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new ReadTimeoutHandler(timeout.toMillis(), TimeUnit.MILLISECONDS),
                            new HttpClientCodec(),
                            new HttpObjectAggregator(MAX_BODY_BYTES));
                  }
                });
  }

  /** The whole answer; fails where there is none within the timeout. */
  public CompletableFuture<Answer> send(Call call) {
    var answer = new CompletableFuture<Answer>();
    if (loop.inEventLoop()) {
      send(call, answer);
    } else {
      loop.execute(() -> send(call, answer));
    }
    return answer;
  }

  private void send(Call call, CompletableFuture<Answer> answer) {
    Connection free = idle.pollLast();
    if (free != null) {
      free.send(request(call), answer);
    } else if (connections < MAX_CONNECTIONS) {
      connect(new Waiting(call, answer));
    } else {
      waiting.add(new Waiting(call, answer));
    }
  }

  private void connect(Waiting first) {
    connections++;
    bootstrap
        .connect()
        .addListener(
            (ChannelFutureListener)
                connected -> {
                  if (connected.isSuccess()) {
                    var connection =
                        new Connection(connected.channel(), this::onIdle, this::onClosed);
                    connected.channel().pipeline().addLast(connection);
                    connection.send(request(first.call), first.answer);
                  } else {
                    connections--;
                    first.answer.completeExceptionally(connected.cause());
                  }
                });
  }

  private void onIdle(Connection connection) {
    Waiting next = waiting.poll();
    if (next == null) {
      idle.addLast(connection);
    } else {
      connection.send(request(next.call), next.answer);
    }
  }

  private void onClosed(Connection connection) {
    connections--;
    idle.remove(connection);
    Waiting next = waiting.poll();
    if (next != null) {
      connect(next);
    }
  }

  private FullHttpRequest request(Call call) {
    var body = Unpooled.wrappedBuffer(call.json().getBytes(UTF_8));
    var request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, call.method(), call.path(), body);
    request.headers().set(HttpHeaderNames.HOST, host).set("x-api-key", key);
    if (body.isReadable()) {
      request
          .headers()
          .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
          .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    }
    return request;
  }

  /** Closes the connections; does not wait for their thread to end. */
  @Override
  public void close() {
    var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}

package reco.ranker.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An S3 service in this process: one bucket, path style; get, put, conditional put and list, in
 * pages of two keys. Checks each request's signature (AWS Signature Version 4) as the real one
 * does, and the bytes against the hash that was signed.
 */
final class FakeS3 implements AutoCloseable {
  static final String KEY_ID = "AKIDEXAMPLE";
  static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final int PAGE = 2;
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/([^,]+), SignedHeaders=([^,]+), Signature=(\\w+)");

  final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private final HttpServer server;

  FakeS3() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void serve(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String signed = signatureProblem(exchange, body);
    if (!signed.isEmpty()) {
      error(exchange, 403, "SignatureDoesNotMatch", signed);
      return;
    }
    String key = exchange.getRequestURI().getPath().replaceFirst("^/[^/]+/?", "");
    switch (exchange.getRequestMethod()) {
      case "GET" -> get(exchange, key);
      case "PUT" -> put(exchange, key, content(exchange, body));
      default -> error(exchange, 405, "MethodNotAllowed", exchange.getRequestMethod());
    }
  }

  private void get(HttpExchange exchange, String key) throws IOException {
    if (key.isEmpty()) {
      list(exchange);
      return;
    }
    byte[] object = objects.get(key);
    if (object == null) {
      error(exchange, 404, "NoSuchKey", key);
    } else {
      answer(exchange, 200, object);
    }
  }

  private void list(HttpExchange exchange) throws IOException {
    String prefix = query(exchange, "prefix");
    String after = query(exchange, "continuation-token");
    List<String> keys =
        objects.tailMap(after.isEmpty() ? prefix : after, after.isEmpty()).keySet().stream()
            .takeWhile(key -> key.startsWith(prefix))
            .toList();
    boolean isCut = keys.size() > PAGE;
    List<String> page = keys.subList(0, Math.min(PAGE, keys.size()));
    String contents =
        page.stream()
            .map(key -> "<Contents><Key>%s</Key><Size>1</Size></Contents>".formatted(key))
            .collect(Collectors.joining());
    String next =
        isCut ? "<NextContinuationToken>%s</NextContinuationToken>".formatted(page.getLast()) : "";
    answer(
        exchange,
        200,
        "<?xml version=\"1.0\"?><ListBucketResult><IsTruncated>%s</IsTruncated>%s%s</ListBucketResult>"
            .formatted(isCut, contents, next)
            .getBytes(UTF_8));
  }

  private void put(HttpExchange exchange, String key, byte[] content) throws IOException {
    boolean onlyIfAbsent = "*".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
    if (onlyIfAbsent && objects.putIfAbsent(key, content) != null) {
      error(exchange, 412, "PreconditionFailed", key);
      return;
    }
    objects.put(key, content);
    answer(exchange, 200, new byte[0]);
  }

  /** The body without the framing of {@code aws-chunked}. */
  private static byte[] content(HttpExchange exchange, byte[] body) {
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    if (encoding == null || !encoding.contains("aws-chunked")) {
      return body;
    }
    var content = new java.io.ByteArrayOutputStream();
    int at = 0;
    while (at < body.length) {
      int end = at;
      while (body[end] != '\r') {
        end++;
      }
      String size = new String(body, at, end - at, UTF_8).split(";", 2)[0];
      int length = Integer.parseInt(size, 16);
      if (length == 0) {
        break;
      }
      content.write(body, end + 2, length);
      at = end + 2 + length + 2;
    }
    return content.toByteArray();
  }

  private static String signatureProblem(HttpExchange exchange, byte[] body) {
    var headers = exchange.getRequestHeaders();
    Matcher said = AUTHORIZATION.matcher(String.valueOf(headers.getFirst("Authorization")));
    if (!said.matches() || !said.group(1).equals(KEY_ID)) {
      return "no such credentials: " + headers.getFirst("Authorization");
    }
    String payload = headers.getFirst("x-amz-content-sha256");
    if (payload.matches("[0-9a-f]{64}") && !payload.equals(hex(sha256(body)))) {
      return "the body is not what was signed";
    }
    String signedHeaders =
        Arrays.stream(said.group(3).split(";"))
            .map(name -> name + ":" + String.join(",", headers.get(name)).strip() + "\n")
            .collect(Collectors.joining());
    String rawQuery = exchange.getRequestURI().getRawQuery();
    String query =
        rawQuery == null
            ? ""
            : Arrays.stream(rawQuery.split("&"))
                .map(part -> part.contains("=") ? part : part + "=")
                .sorted()
                .collect(Collectors.joining("&"));
    String canonical =
        String.join(
            "\n",
            exchange.getRequestMethod(),
            exchange.getRequestURI().getRawPath(),
            query,
            signedHeaders,
            said.group(3),
            payload);
    String[] scope = said.group(2).split("/");
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            headers.getFirst("x-amz-date"),
            said.group(2),
            hex(sha256(canonical.getBytes(UTF_8))));
    byte[] signing = ("AWS4" + SECRET).getBytes(UTF_8);
    for (String part : scope) {
      signing = hmac(signing, part);
    }
    return hex(hmac(signing, toSign)).equals(said.group(4))
        ? ""
        : "the signature is not that of:\n" + canonical;
  }

  private static String query(HttpExchange exchange, String name) {
    String query = exchange.getRequestURI().getQuery();
    return query == null
        ? ""
        : Arrays.stream(query.split("&"))
            .filter(part -> part.startsWith(name + "="))
            .map(part -> part.substring(name.length() + 1))
            .findFirst()
            .orElse("");
  }

  private static void error(HttpExchange exchange, int status, String code, String message)
      throws IOException {
    answer(
        exchange,
        status,
        "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
            .formatted(code, message.replace("&", "&amp;").replace("<", "&lt;"))
            .getBytes(UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("ETag", "\"" + body.length + "\"");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

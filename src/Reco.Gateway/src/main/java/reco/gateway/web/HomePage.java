package reco.gateway.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.file.FileService;
import com.linecorp.armeria.server.file.HttpFile;
import java.util.Collection;

/** The page at / where a newcomer picks a user, sees the slate and watches it follow clicks. */
public final class HomePage {
  private static final String FILES = "/reco/gateway/web";

  private HomePage() {}

  /**
   * Adds the page, its files under {@code /home/}, and {@code /home.json}, which it starts from.
   *
   * @param loopback whether only this machine can reach the server; else no key is written into it
   */
  public static void add(
      ServerBuilder server, HomeSettings settings, Collection<String> surfaces, boolean loopback) {
    ClassLoader loader = HomePage.class.getClassLoader();
    String start = start(settings, surfaces, loopback);
    server.service("/", HttpFile.of(loader, FILES + "/home.html").asService());
    server.serviceUnder("/home/", FileService.of(loader, FILES));
    server.service(
        "/home.json",
        (ctx, request) -> HttpResponse.of(HttpStatus.OK, MediaType.JSON_UTF_8, start));
  }

  private static String start(
      HomeSettings settings, Collection<String> surfaces, boolean loopback) {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode().put("key", loopback ? settings.key() : "");
    settings.users().forEach(root.putArray("users")::add);
    surfaces.stream().sorted().forEach(root.putArray("surfaces")::add);
    try {
      return mapper.writeValueAsString(root);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }
}

package reco.app;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells other processes where the gateways of a state folder are: {@code server.json} has all,
 * {@code address} has them a line each as HOST:PORT. Both are there while something serves.
 */
record Announcement(Path state) {
  static final String FILE = "server.json";
  private static final String ADDRESS = "address";
  private static final String SCHEME = "http://";

  /**
   * Writes it.
   *
   * @param urls of the gateways, at least one
   * @param more of what clients need, by name
   */
  void write(List<String> urls, Map<String, ?> more) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("url", urls.getFirst());
    told.putAll(more);
    told.put("pid", ProcessHandle.current().pid());
    Path file = state.resolve(FILE);
    Path draft = state.resolve(FILE + ".new");
    try {
      Files.writeString(state.resolve(ADDRESS), addresses(urls));
      Files.writeString(draft, new GsonBuilder().setPrettyPrinting().create().toJson(told));
      draft.toFile().setReadable(false, false);
      draft.toFile().setReadable(true, true);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static String addresses(List<String> urls) {
    return urls.stream()
        .map(url -> url.substring(SCHEME.length()))
        .collect(Collectors.joining("\n"));
  }

  /** Takes it back. */
  void remove() {
    try {
      Files.deleteIfExists(state.resolve(FILE));
      Files.deleteIfExists(state.resolve(ADDRESS));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the state folder " + state, e);
    }
  }
}

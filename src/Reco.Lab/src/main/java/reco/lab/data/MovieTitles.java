package reco.lab.data;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Titles as MovieLens writes them, made readable. */
final class MovieTitles {
  private static final Pattern TRAILING_ARTICLE =
      Pattern.compile(
          "^(.*), (The|A|An|La|Le|Les|L'|Il|El|Los|Las|Das|Der|Die|Det|De|Un|Une)((?: \\(.*)?)$");

  private MovieTitles() {}

  /** {@code "Usual Suspects, The (1995)"} becomes {@code "The Usual Suspects (1995)"}. */
  static String readable(String title) {
    Matcher found = TRAILING_ARTICLE.matcher(title.strip().replaceAll("\\s+", " "));
    if (!found.matches()) {
      return title.strip().replaceAll("\\s+", " ");
    }
    String gap = found.group(2).endsWith("'") ? "" : " ";
    return found.group(2) + gap + found.group(1) + found.group(3);
  }
}

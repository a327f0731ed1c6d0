package reco.model.features;

import java.util.List;
import java.util.stream.Stream;
import reco.model.id.Hashes;
import reco.model.ranking.FeatureMatrix;

/**
 * The features that rankers are trained on and asked with: which there are, in which order, and how
 * each is computed. A ranker names the hash of the spec that it was trained with and is refused
 * under another.
 *
 * <p>A feature is added in one place: a line in {@link UserFeatures}, {@link ItemFeatures} or
 * {@link CrossFeatures}. Whoever changes how a feature is computed without changing its name gives
 * the spec a new version.
 */
public final class FeatureSpec {
  public static final FeatureSpec CURRENT =
      new FeatureSpec(
          "3",
          UserFeatures.ALL,
          Stream.concat(ItemFeatures.ALL.stream(), CrossFeatures.ALL.stream()).toList());

  private final String version;
  private final List<UserFeature> userFeatures;
  private final List<ItemFeature> itemFeatures;
  private final String hash;

  private FeatureSpec(
      String version, List<UserFeature> userFeatures, List<ItemFeature> itemFeatures) {
    this.version = version;
    this.userFeatures = userFeatures;
    this.itemFeatures = itemFeatures;
    this.hash =
        "%016x"
            .formatted(
                Hashes.hash(
                    version
                        + "\n"
                        + String.join("\n", userNames())
                        + "\n\n"
                        + String.join("\n", itemNames())));
  }

  public String version() {
    return version;
  }

  /** Of version and names: 16 hexadecimal digits. */
  public String hash() {
    return hash;
  }

  /** {@code VERSION@HASH}. */
  public String id() {
    return version + "@" + hash;
  }

  /** Names of the user and context features, given once a request. */
  public List<String> userNames() {
    return userFeatures.stream().map(UserFeature::name).toList();
  }

  /** Names of the item and cross features, given once a candidate. */
  public List<String> itemNames() {
    return itemFeatures.stream().map(ItemFeature::name).toList();
  }

  /** All features of a request, all finite; a row for each kept candidate. */
  public FeatureMatrix compute(Scene scene) {
    var past = new Past(scene.user().history(), scene.past(), scene.nowMillis());
    var moment = new Moment(scene, past);
    var user = new float[userFeatures.size()];
    for (int f = 0; f < user.length; f++) {
      user[f] = Scale.finite(userFeatures.get(f).value().applyAsDouble(moment));
    }
    var candidates = new Candidates(scene, past);
    int width = itemFeatures.size();
    var items = new float[scene.kept().length * width];
    for (int f = 0; f < width; f++) {
      fill(items, f, width, itemFeatures.get(f).values().apply(candidates), scene.kept());
    }
    return new FeatureMatrix(user, items, scene.kept().length, width);
  }

  private static void fill(float[] items, int feature, int width, Column column, int[] kept) {
    for (int r = 0; r < kept.length; r++) {
      items[r * width + feature] = Scale.finite(column.at(kept[r]));
    }
  }
}

package reco.ranker;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import reco.model.id.Ids;
import reco.model.id.ItemId;
import reco.model.retrieval.ContentTower;
import reco.model.retrieval.Ease;
import reco.model.retrieval.EncodedRetrieval;
import reco.model.retrieval.ProjectedRetrieval;
import reco.model.retrieval.QueryRule;
import reco.model.retrieval.RetrievalModel;

/**
 * Reads a retrieval model, one artefact: item vectors, their ids and the projection of queries, and
 * where it has an encoder the user tower and the vectors of content tokens.
 */
public final class RetrievalLoader {
  private static final Gson GSON = new Gson();

  private RetrievalLoader() {}

  /**
   * @throws ModelRefusedException where a part is missing, has another shape, or holds a value that
   *     is no number
   */
  public static RetrievalModel load(Registry.Artefact artefact) {
    Manifest.Encoder encoder = artefact.manifest().encoder();
    return encoder == null ? projected(artefact) : encoded(artefact, encoder);
  }

  private static RetrievalModel encoded(Registry.Artefact artefact, Manifest.Encoder encoder) {
    ProjectedRetrieval projected = projected(artefact);
    ContentTower content = content(artefact, projected.dimension());
    float[] vectors = matrix(artefact, "item_vectors.npy").values();
    var tower = OnnxUserTower.load(artefact, encoder.history(), projected.dimension());
    try {
      GoldenQueries.require(tower, artefact, vectors, projected.dimension());
      return new EncodedRetrieval(projected, content, tower);
    } catch (RuntimeException e) {
      tower.close();
      throw e;
    }
  }

  private static ContentTower content(Registry.Artefact artefact, int dimension) {
    Npy.Longs keys = Npy.readLongs(artefact.file("token_keys.npy"));
    Npy.Floats vectors = matrix(artefact, "token_vectors.npy");
    requireShape(
        artefact.manifest(), "token_vectors.npy", vectors, keys.values().length, dimension);
    try {
      return ContentTower.of(keys.values(), vectors.values(), dimension);
    } catch (IllegalArgumentException e) {
      throw new ModelRefusedException(artefact.manifest().label() + ": " + e.getMessage(), e);
    }
  }

  private static ProjectedRetrieval projected(Registry.Artefact artefact) {
    Manifest manifest = artefact.manifest();
    Npy.Floats vectors = matrix(artefact, "item_vectors.npy");
    Npy.Floats projection = matrix(artefact, "query_projection.npy");
    int dimension = vectors.shape()[1];
    requireShape(manifest, "query_projection.npy", projection, dimension, dimension);
    String[] ids = ids(artefact);
    requireShape(manifest, "item_vectors.npy", vectors, ids.length, dimension);
    Manifest.Query query = manifest.query();
    if (query == null) {
      throw new ModelRefusedException(manifest.label() + ": query: got none, expected one");
    }
    long[] keys =
        Arrays.stream(ids).mapToLong(id -> ItemId.keyOf(Ids.DEFAULT_TENANT, id)).toArray();
    try {
      var model =
          ProjectedRetrieval.of(
              manifest.label(),
              dimension,
              keys,
              vectors.values(),
              projection.values(),
              new QueryRule(
                  (float) query.recencyDecay(),
                  query.history(),
                  QueryRule.Strength.of(query.weight())));
      Manifest.Ease ease = manifest.ease();
      return ease == null ? model : model.with(ease(artefact, ease, keys));
    } catch (IllegalArgumentException e) {
      throw new ModelRefusedException(manifest.label() + ": " + e.getMessage(), e);
    }
  }

  private static Ease ease(Registry.Artefact artefact, Manifest.Ease rule, long[] keys) {
    Npy.Floats weights = matrix(artefact, "ease_weights.npy");
    Npy.Ints neighbours = Npy.readInts(artefact.file("ease_items.npy"));
    int width = weights.shape()[1];
    requireShape(artefact.manifest(), "ease_weights.npy", weights, keys.length, width);
    if (!Arrays.equals(neighbours.shape(), weights.shape())) {
      throw refused(
          artefact.manifest(),
          "ease_items.npy",
          "shape " + Arrays.toString(neighbours.shape()),
          Arrays.toString(weights.shape()));
    }
    return Ease.of(
        keys, neighbours.values(), weights.values(), (float) rule.decay(), rule.history());
  }

  private static Npy.Floats matrix(Registry.Artefact artefact, String name) {
    Npy.Floats matrix = Npy.readFloats(artefact.file(name));
    if (matrix.shape().length != 2) {
      throw refused(artefact.manifest(), name, Arrays.toString(matrix.shape()), "two dimensions");
    }
    for (float value : matrix.values()) {
      if (!Float.isFinite(value)) {
        throw refused(artefact.manifest(), name, Float.toString(value), "finite values");
      }
    }
    return matrix;
  }

  private static void requireShape(
      Manifest manifest, String name, Npy.Floats array, int rows, int columns) {
    if (array.shape()[0] != rows || array.shape()[1] != columns) {
      throw refused(
          manifest,
          name,
          "shape " + Arrays.toString(array.shape()),
          "[%d, %d]".formatted(rows, columns));
    }
  }

  private static String[] ids(Registry.Artefact artefact) {
    Path file = artefact.file("items.json");
    try (Reader reader = Files.newBufferedReader(file)) {
      String[] ids = GSON.fromJson(reader, String[].class);
      if (ids == null) {
        throw refused(artefact.manifest(), "items.json", "nothing", "an array of ids");
      }
      for (String id : ids) {
        if (id == null || !Ids.isValid(id)) {
          throw refused(artefact.manifest(), "items.json", "'" + id + "'", "ids of 1 to 128 bytes");
        }
      }
      return ids;
    } catch (IOException | JsonParseException e) {
      throw new ModelRefusedException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static ModelRefusedException refused(
      Manifest manifest, String part, String got, String expected) {
    return new ModelRefusedException(
        "%s: %s: got %s, expected %s".formatted(manifest.label(), part, got, expected));
  }
}

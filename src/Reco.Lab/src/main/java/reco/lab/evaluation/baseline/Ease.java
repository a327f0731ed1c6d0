package reco.lab.evaluation.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_FDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import reco.lab.evaluation.Experiment;
import reco.lab.evaluation.GridSearch;
import reco.lab.evaluation.Histories;
import reco.lab.evaluation.Method;
import reco.lab.evaluation.Progress;
import reco.lab.evaluation.Scorer;
import reco.lab.evaluation.UserHistory;

/**
 * EASE (Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", 2019): a linear model from
 * items taken to items taken, solved in closed form. Its query here is weighted by recency, {@code
 * decay^age}, which gives it most of its quality on ordered histories.
 */
public final class Ease implements Method {
  /** Copies of the dense matrix that its inversion holds at once. */
  private static final int MATRICES = 5;

  private static final List<Float> DECAYS = List.of(0.8f, 0.9f, 0.97f, 1f);
  private static final float LAMBDA = 300;
  private static final float OTHER_LAMBDA = 1_000;
  private static final int FEW_ITEMS = 4_000;

  /** Items that add less than this part of the newest one's are left out of a query. */
  private static final float LEAST_WEIGHT = 1e-4f;

  private final int mostItems;

  /**
   * @param mostItems of more it takes too long
   */
  public Ease(int mostItems) {
    this.mostItems = mostItems;
  }

  /**
   * @param lambda L2 regularisation
   * @param decay weight of an item by its age in the history
   */
  private record Settings(float lambda, float decay) {}

  @Override
  public String name() {
    return "ease";
  }

  @Override
  public String obstacle(Experiment experiment) {
    int items = experiment.past().items().size();
    long bytes = (long) MATRICES * Float.BYTES * items * items;
    if (items > mostItems) {
      return "%,d items, at most %,d: its matrix is inverted whole".formatted(items, mostItems);
    }
    return bytes > Runtime.getRuntime().maxMemory()
        ? "%,d items need about %,d MB of heap; RECO_JAVA_OPTS=-Xmx... gives more"
            .formatted(items, bytes >> 20)
        : "";
  }

  @Override
  public Fitted fit(Experiment experiment, long seed, Progress progress) {
    List<Settings> grid = new ArrayList<>();
    boolean isSmall = experiment.past().items().size() <= FEW_ITEMS;
    for (float lambda : isSmall ? List.of(LAMBDA, OTHER_LAMBDA) : List.of(LAMBDA)) {
      DECAYS.forEach(decay -> grid.add(new Settings(lambda, decay)));
    }
    return GridSearch.choose(name(), experiment, grid, new Solver(progress)::scorer, progress);
  }

  /** Solves, and keeps the last solution for another decay. */
  private static final class Solver {
    private final Progress progress;
    private Optional<Histories> solvedPast = Optional.empty();
    private float solvedLambda;
    private float[] weights = {};

    Solver(Progress progress) {
      this.progress = progress;
    }

    Scorer scorer(Histories past, Settings settings) {
      boolean samePast = solvedPast.filter(solved -> solved == past).isPresent();
      if (!samePast || settings.lambda != solvedLambda) {
        weights = weights(past, settings.lambda);
        solvedPast = Optional.of(past);
        solvedLambda = settings.lambda;
      }
      return new Linear(weights, past.items().size(), settings.decay);
    }

    /** {@code I - P / diag(P)} with {@code P} the inverse of {@code X'X + lambda I}. */
    private float[] weights(Histories past, float lambda) {
      int items = past.items().size();
      progress.say("ease: inverting a matrix of %,d x %,d, lambda %.0f", items, items, lambda);
      FMatrixRMaj gram = gram(past, lambda);
      LinearSolverDense<FMatrixRMaj> solver = LinearSolverFactory_FDRM.symmPosDef(items);
      if (!solver.setA(gram)) {
        throw new IllegalStateException("ease: a positive definite matrix could not be inverted");
      }
      var solved = new FMatrixRMaj(items, items);
      solver.invert(solved);
      float[] inverse = solved.data;
      for (int row = 0; row < items; row++) {
        for (int column = 0; column < items; column++) {
          if (row != column) {
            inverse[row * items + column] /= -inverse[column * items + column];
          }
        }
      }
      for (int item = 0; item < items; item++) {
        inverse[item * items + item] = 0;
      }
      return inverse;
    }

    private static FMatrixRMaj gram(Histories past, float lambda) {
      int items = past.items().size();
      var gram = new FMatrixRMaj(items, items);
      for (int[] sequence : past.sequences()) {
        int[] taken = Arrays.stream(sequence).distinct().toArray();
        for (int row : taken) {
          for (int column : taken) {
            gram.data[row * items + column]++;
          }
        }
      }
      for (int item = 0; item < items; item++) {
        gram.data[item * items + item] += lambda;
      }
      return gram;
    }
  }

  /**
   * @param weights items x items, row-major
   */
  private record Linear(float[] weights, int items, float decay) implements Scorer {
    @Override
    public void score(UserHistory user, float[] scores) {
      Arrays.fill(scores, 0);
      float weight = 1;
      for (int age = 0; age < user.items().length && weight > LEAST_WEIGHT; age++) {
        int row = user.items()[user.items().length - 1 - age] * items;
        for (int item = 0; item < items; item++) {
          scores[item] += weight * weights[row + item];
        }
        weight *= decay;
      }
    }
  }
}

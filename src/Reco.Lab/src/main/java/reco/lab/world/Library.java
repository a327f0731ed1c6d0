package reco.lab.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** All works, and the ways in which people come across them. */
final class Library {
  private final List<Work> works;
  private final Weighted all;
  private final List<Weighted> byGenre;
  private final Map<Integer, List<Work>> byCreator = new HashMap<>();
  private final Map<Integer, List<Work>> bySeries = new HashMap<>();

  Library(List<Work> works) {
    this.works = List.copyOf(works);
    all = new Weighted(this.works);
    byGenre =
        Genre.ALL.stream()
            .map(genre -> works.stream().filter(work -> work.genre() == genre).toList())
            .map(Weighted::new)
            .toList();
    for (Work work : works) {
      byCreator.computeIfAbsent(work.creator(), _ -> new ArrayList<>()).add(work);
      if (work.series() >= 0) {
        bySeries.computeIfAbsent(work.series(), _ -> new ArrayList<>()).add(work);
      }
    }
  }

  List<Work> works() {
    return works;
  }

  /** A work that anyone may come across, the appealing ones more often. */
  Optional<Work> any(RandomGenerator random) {
    return all.draw(random);
  }

  Optional<Work> ofGenre(Genre genre, RandomGenerator random) {
    return byGenre.get(genre.ordinal()).draw(random);
  }

  Work ofSameCreator(Work work, RandomGenerator random) {
    return Words.any(byCreator.getOrDefault(work.creator(), List.of(work)), random);
  }

  /** The next part of a work's series. */
  Optional<Work> after(Work work) {
    return bySeries.getOrDefault(work.series(), List.of()).stream()
        .filter(other -> other.follows(work))
        .findFirst();
  }

  /** A draw in proportion to appeal. */
  private static final class Weighted {
    private final List<Work> works;
    private final double[] cumulative;

    Weighted(List<Work> works) {
      this.works = works;
      cumulative = new double[works.size()];
      double sum = 0;
      for (int i = 0; i < cumulative.length; i++) {
        sum += works.get(i).appeal();
        cumulative[i] = sum;
      }
    }

    Optional<Work> draw(RandomGenerator random) {
      if (works.isEmpty()) {
        return Optional.empty();
      }
      double target = random.nextDouble() * cumulative[cumulative.length - 1];
      int low = 0;
      int high = cumulative.length - 1;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (cumulative[middle] <= target) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return Optional.of(works.get(low));
    }
  }
}

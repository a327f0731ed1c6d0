package reco.lab.evaluation.product;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import reco.lab.data.MovieLens;
import reco.lab.evaluation.Progress;
import reco.lab.training.Trainer;
import com.typesafe.config.ConfigFactory;
import reco.model.pipeline.Pipelines;

class DumpRows {
  @Test
  void dump() throws Exception {
    var home = Path.of("/work/wt/ranker");
    var pipeline =
        Pipelines.load(ConfigFactory.parseFile(home.resolve("hocon/pipelines.conf").toFile()).resolve())
            .find("home").orElseThrow();
    var trainer =
        new Trainer(home.resolve(".reco/venv/bin/python"), home.resolve("train"), Path.of("/tmp/rk/models"), System.out::println);
    var d = MovieLens.load(Path.of("/work/shared/data/ml-100k"), Clock.systemUTC());
    long t = System.nanoTime();
    try {
      System.out.println(new RankerEvaluation(trainer, pipeline, Path.of("/tmp/rk")).run(d, 1, new Progress(System.out::println)));
    } finally {
      System.out.println((System.nanoTime() - t) / 1e9 + " s");
    }
  }
}

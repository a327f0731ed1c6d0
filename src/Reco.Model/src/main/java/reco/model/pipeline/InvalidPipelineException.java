package reco.model.pipeline;

import java.util.List;

/** A declaration that cannot be served as it stands, with everything that is wrong with it. */
public final class InvalidPipelineException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public InvalidPipelineException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence a problem: where, what was given, what was expected. */
  public List<String> problems() {
    return problems;
  }
}

package reco.model.ranking;

/**
 * How much of one category a slate may show.
 *
 * @param run most items of one category in a row
 * @param perPage most items of one category on a page
 * @param page items on a page
 */
public record Caps(int run, int perPage, int page) {
  /** No limit. */
  public static final Caps NONE = new Caps(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

  private static final double ROUNDING = 1e-9;

  /** The live caps for pages of some size; a category may always have one item on a page. */
  public static Caps of(Parameters parameters, int page) {
    int perPage = (int) (parameters.get(Parameter.CAP_SHARE) * page + ROUNDING);
    return new Caps((int) parameters.get(Parameter.CAP_RUN), Math.max(1, perPage), page);
  }
}

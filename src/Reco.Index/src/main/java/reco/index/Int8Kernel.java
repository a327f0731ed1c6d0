package reco.index;

import static jdk.incubator.vector.VectorOperators.B2S;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.S2I;
import static reco.index.Int8Block.ITEMS;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loop of the scan. Per four dimensions, bytes are widened to shorts, multiplied by the
 * query's codes and added in 16 bits, and only their sum is widened to 32. Integers add up to the
 * same whatever the CPU's vector width, so the scores do too.
 */
final class Int8Kernel {
  private static final VectorShape SHAPE = shape();
  private static final VectorSpecies<Short> SHORTS = SHAPE.withLanes(short.class);
  private static final VectorSpecies<Integer> INTS = SHAPE.withLanes(int.class);
  private static final VectorSpecies<Float> FLOATS = SHAPE.withLanes(float.class);
  private static final VectorSpecies<Byte> BYTES =
      VectorShape.forBitSize(SHAPE.vectorBitSize() / 2).withLanes(byte.class);

  private Int8Kernel() {}

  /** See {@link Int8Block#scan}. */
  static int scan(
      byte[] codes,
      float[] scales,
      float[] offsets,
      Int8Query query,
      float threshold,
      float[] scores) {
    int reached = 0;
    for (int lane = 0; lane < ITEMS; lane += SHORTS.length()) {
      reached |= scanFrom(lane, codes, scales, offsets, query, threshold, scores);
    }
    return reached;
  }

  /** Scans as many lanes as a vector of shorts has, from the given one on. */
  private static int scanFrom(
      int lane,
      byte[] codes,
      float[] scales,
      float[] offsets,
      Int8Query query,
      float threshold,
      float[] scores) {
    short[] factors = query.codes();
    var low = IntVector.zero(INTS);
    var high = low;
    for (int d = 0; d < factors.length; d += Int8.GROUP) {
      int at = d * ITEMS + lane;
      var sum =
          products(codes, at, factors[d])
              .add(products(codes, at + ITEMS, factors[d + 1]))
              .add(
                  products(codes, at + 2 * ITEMS, factors[d + 2])
                      .add(products(codes, at + 3 * ITEMS, factors[d + 3])));
      low = low.add(sum.convertShape(S2I, INTS, 0));
      high = high.add(sum.convertShape(S2I, INTS, 1));
    }
    int middle = lane + INTS.length();
    float weight = query.offsetWeight();
    return reached(low, scales, offsets, weight, threshold, scores, lane) << lane
        | reached(high, scales, offsets, weight, threshold, scores, middle) << middle;
  }

  private static ShortVector products(byte[] codes, int at, short queryCode) {
    var items = (ShortVector) ByteVector.fromArray(BYTES, codes, at).convertShape(B2S, SHORTS, 0);
    return items.mul(queryCode);
  }

  private static int reached(
      IntVector dots,
      float[] scales,
      float[] offsets,
      float offsetWeight,
      float threshold,
      float[] scores,
      int lane) {
    var products =
        ((FloatVector) dots.convertShape(I2F, FLOATS, 0))
            .mul(FloatVector.fromArray(FLOATS, scales, lane));
    var sums = products.add(FloatVector.fromArray(FLOATS, offsets, lane).mul(offsetWeight));
    sums.intoArray(scores, lane);
    return (int) sums.compare(GE, threshold).toLong();
  }

  /** The CPU's preferred width, within 128 bits (the narrowest with a half) and a block's 512. */
  private static VectorShape shape() {
    int bits = VectorShape.preferredShape().vectorBitSize();
    return VectorShape.forBitSize(Math.clamp(bits, 128, 16 * ITEMS));
  }
}

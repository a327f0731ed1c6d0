package reco.ranker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NumPy's array files (format 1.0, little endian, C order) as the trainer reads and writes them.
 */
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;

  private static final int MOST_DIMENSIONS = 8;

  private static final Pattern HEADER =
      Pattern.compile("'descr': '([^']+)'.*'fortran_order': (\\w+).*'shape': \\(([^)]*)\\)");

  private Npy() {}

  /** An array of float32 with its shape. */
  public record Floats(int[] shape, float[] values) {}

  /** An array of int32 with its shape. */
  public record Ints(int[] shape, int[] values) {}

  /** An array of int64 with its shape. */
  public record Longs(int[] shape, long[] values) {}

  public static Floats readFloats(Path file) {
    Body body = read(file, "<f4");
    FloatBuffer floats = body.bytes.asFloatBuffer();
    var values = new float[floats.remaining()];
    floats.get(values);
    return new Floats(body.shape, values);
  }

  public static Ints readInts(Path file) {
    return ints(read(file, "<i4"));
  }

  private static Ints ints(Body body) {
    IntBuffer ints = body.bytes.asIntBuffer();
    var values = new int[ints.remaining()];
    ints.get(values);
    return new Ints(body.shape, values);
  }

  /** Reads int64, or int32 widened. */
  public static Longs readLongs(Path file) {
    Body body = read(file, "<i8", "<i4");
    if (body.type.equals("<i4")) {
      return new Longs(body.shape, Arrays.stream(ints(body).values).asLongStream().toArray());
    }
    LongBuffer longs = body.bytes.asLongBuffer();
    var values = new long[longs.remaining()];
    longs.get(values);
    return new Longs(body.shape, values);
  }

  public static void writeFloats(Path file, float[] values, int... shape) throws IOException {
    ByteBuffer bytes = buffer("<f4", (long) values.length * Float.BYTES, shape);
    bytes.asFloatBuffer().put(values);
    write(file, bytes);
  }

  public static void writeInts(Path file, int[] values, int... shape) throws IOException {
    ByteBuffer bytes = buffer("<i4", (long) values.length * Integer.BYTES, shape);
    bytes.asIntBuffer().put(values);
    write(file, bytes);
  }

  public static void writeLongs(Path file, long[] values, int... shape) throws IOException {
    ByteBuffer bytes = buffer("<i8", (long) values.length * Long.BYTES, shape);
    bytes.asLongBuffer().put(values);
    write(file, bytes);
  }

  private record Body(String type, int[] shape, ByteBuffer bytes) {}

  private static Body read(Path file, String... types) {
    try {
      ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      if (all.remaining() < MAGIC.length + 2
          || !Arrays.equals(all.array(), 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
        throw new ModelRefusedException(
            file + ": got other bytes, expected the magic of a NumPy 1.0 array");
      }
      all.position(MAGIC.length);
      int headerLength = Short.toUnsignedInt(all.getShort());
      if (all.remaining() < headerLength) {
        throw new ModelRefusedException(
            "%s: got %d bytes of header, expected %d"
                .formatted(file, all.remaining(), headerLength));
      }
      var header = new String(all.array(), all.position(), headerLength, StandardCharsets.US_ASCII);
      all.position(all.position() + headerLength);
      Matcher found = HEADER.matcher(header);
      if (!found.find() || !found.group(2).equals("False")) {
        throw new ModelRefusedException(
            "%s: header: got %s, expected C order".formatted(file, header.strip()));
      }
      String type = found.group(1);
      if (!Arrays.asList(types).contains(type)) {
        throw new ModelRefusedException(
            "%s: type: got %s, expected %s".formatted(file, type, String.join(" or ", types)));
      }
      int[] shape = shape(file, found.group(3));
      long expected = values(shape) * (type.charAt(2) - '0');
      if (all.remaining() != expected) {
        throw new ModelRefusedException(
            "%s: got %d bytes of values, expected %d".formatted(file, all.remaining(), expected));
      }
      return new Body(type, shape, all.slice().order(ByteOrder.LITTLE_ENDIAN));
    } catch (IOException e) {
      throw new ModelRefusedException(file + " cannot be read: " + e, e);
    }
  }

  /** How many values a shape has; what no array can hold stays beyond that. */
  private static long values(int... shape) {
    return Arrays.stream(shape)
        .asLongStream()
        .reduce(1, (all, size) -> all > Integer.MAX_VALUE ? all : all * size);
  }

  private static int[] shape(Path file, String text) {
    String[] sizes = text.replace(" ", "").split(",");
    boolean areSizes = Arrays.stream(sizes).allMatch(size -> size.matches("[0-9]{1,9}"));
    if (!areSizes || sizes.length > MOST_DIMENSIONS) {
      throw new ModelRefusedException(
          "%s: shape: got (%s), expected 1 to %d sizes".formatted(file, text, MOST_DIMENSIONS));
    }
    return Arrays.stream(sizes).mapToInt(Integer::parseInt).toArray();
  }

  private static ByteBuffer buffer(String type, long valueBytes, int... shape) {
    var dimensions = new StringBuilder();
    for (int size : shape) {
      dimensions.append(size).append(", ");
    }
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }"
            .formatted(type, shape.length == 1 ? shape[0] + "," : dimensions.toString().strip());
    int used = MAGIC.length + Short.BYTES + header.length() + 1;
    int padding = (ALIGNMENT - used % ALIGNMENT) % ALIGNMENT;
    String padded = header + " ".repeat(padding) + "\n";
    ByteBuffer bytes =
        ByteBuffer.allocate(
                Math.toIntExact(MAGIC.length + Short.BYTES + padded.length() + valueBytes))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC).putShort((short) padded.length());
    bytes.put(padded.getBytes(StandardCharsets.US_ASCII));
    return bytes;
  }

  private static void write(Path file, ByteBuffer bytes) throws IOException {
    bytes.rewind();
    try (var out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
  }
}

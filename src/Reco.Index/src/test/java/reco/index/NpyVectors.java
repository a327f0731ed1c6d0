package reco.index;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Reads a two-dimensional little-endian float32 array in NumPy's format, version 1. */
final class NpyVectors {
  private static final Pattern HEADER =
      Pattern.compile("'<f4', 'fortran_order': False, 'shape': \\((\\d+), (\\d+)\\)");

  private NpyVectors() {}

  static float[][] read(Path file) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    var header = new byte[bytes.getShort(8)];
    bytes.get(10, header);
    var shape = HEADER.matcher(new String(header, ISO_8859_1));
    if (!shape.find()) {
      throw new IOException(
          "%s: expected rows of float32, got %s".formatted(file, new String(header, ISO_8859_1)));
    }
    var vectors = new float[Integer.parseInt(shape.group(1))][Integer.parseInt(shape.group(2))];
    bytes.position(10 + header.length);
    for (var vector : vectors) {
      bytes.asFloatBuffer().get(vector);
      bytes.position(bytes.position() + vector.length * Float.BYTES);
    }
    return vectors;
  }
}

package reco.ranker;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.UnaryOperator;

/** Changes an ONNX file by the numbers of its protobuf fields (onnx.proto3 of ONNX 1.x). */
final class OnnxBytes {
  private static final int IR_VERSION = 1;
  private static final int GRAPH = 7;
  private static final int OPSET = 8;
  private static final int OPSET_VERSION = 2;
  private static final int NODE = 1;
  private static final int NODE_TYPE = 4;
  private static final int INITIALIZER = 5;
  private static final int RAW = 9;

  private OnnxBytes() {}

  static byte[] irVersion(byte[] model, long version) {
    return parse(model).toBuilder()
        .addField(IR_VERSION, Field.newBuilder().addVarint(version).build())
        .build()
        .toByteArray();
  }

  static byte[] opset(byte[] model, long version) {
    UnknownFieldSet opset =
        UnknownFieldSet.newBuilder()
            .addField(OPSET_VERSION, Field.newBuilder().addVarint(version).build())
            .build();
    return with(parse(model), OPSET, opset).toByteArray();
  }

  /** Every node of one kind becomes another kind. */
  static byte[] operator(byte[] model, String from, String to) {
    return graph(
        model,
        graph -> {
          var nodes = Field.newBuilder();
          for (ByteString bytes : graph.getField(NODE).getLengthDelimitedList()) {
            UnknownFieldSet node = parse(bytes.toByteArray());
            boolean isMeant =
                node.getField(NODE_TYPE)
                    .getLengthDelimitedList()
                    .getFirst()
                    .toStringUtf8()
                    .equals(from);
            nodes.addLengthDelimited(
                (isMeant
                        ? node.toBuilder()
                            .addField(
                                NODE_TYPE,
                                Field.newBuilder()
                                    .addLengthDelimited(ByteString.copyFromUtf8(to))
                                    .build())
                            .build()
                        : node)
                    .toByteString());
          }
          return graph.toBuilder().addField(NODE, nodes.build()).build();
        });
  }

  /** Every float of every initializer becomes one value. */
  static byte[] weights(byte[] model, float value) {
    return graph(
        model,
        graph -> {
          var tensors = Field.newBuilder();
          for (ByteString bytes : graph.getField(INITIALIZER).getLengthDelimitedList()) {
            tensors.addLengthDelimited(filled(parse(bytes.toByteArray()), value).toByteString());
          }
          return graph.toBuilder().addField(INITIALIZER, tensors.build()).build();
        });
  }

  private static UnknownFieldSet filled(UnknownFieldSet tensor, float value) {
    var raw = tensor.getField(RAW).getLengthDelimitedList();
    boolean isFloat = tensor.getField(2).getVarintList().contains(1L);
    if (raw.isEmpty() || !isFloat) {
      return tensor;
    }
    ByteBuffer floats = ByteBuffer.allocate(raw.getFirst().size()).order(ByteOrder.LITTLE_ENDIAN);
    while (floats.hasRemaining()) {
      floats.putFloat(value);
    }
    return tensor.toBuilder()
        .addField(
            RAW, Field.newBuilder().addLengthDelimited(ByteString.copyFrom(floats.array())).build())
        .build();
  }

  private static byte[] graph(byte[] model, UnaryOperator<UnknownFieldSet> change) {
    UnknownFieldSet whole = parse(model);
    UnknownFieldSet graph =
        parse(whole.getField(GRAPH).getLengthDelimitedList().getFirst().toByteArray());
    return with(whole, GRAPH, change.apply(graph)).toByteArray();
  }

  private static UnknownFieldSet with(UnknownFieldSet in, int field, UnknownFieldSet value) {
    return in.toBuilder()
        .addField(field, Field.newBuilder().addLengthDelimited(value.toByteString()).build())
        .build();
  }

  private static UnknownFieldSet parse(byte[] bytes) {
    try {
      return UnknownFieldSet.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }
}

package reco.node.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.NotSerializableException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Turns every message that can cross nodes into protobuf and back. */
public final class WireSerializer extends SerializerWithStringManifest {
  private static final int IDENTIFIER = 7326; // of this serializer, in the whole cluster

  private final Map<Class<?>, WireType<?, ?>> byClass;
  private final Map<String, WireType<?, ?>> byManifest;

  /** Called by Pekko. */
  public WireSerializer(ExtendedActorSystem system) {
    var references = ActorRefResolver.get(Adapter.toTyped(system));
    var deadlines = new Deadlines(InstantSource.system());
    var types =
        Stream.of(
                new UserMessages(references, deadlines).types(),
                new IndexMessages(references, deadlines).types(),
                new OperatorMessages(references).types())
            .<WireType<?, ?>>flatMap(List::stream)
            .toList();
    byClass = types.stream().collect(Collectors.toMap(WireType::type, Function.identity()));
    byManifest = types.stream().collect(Collectors.toMap(WireType::manifest, Function.identity()));
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    return typeOf(message).manifest();
  }

  @Override
  public byte[] toBinary(Object message) {
    return typeOf(message).write(message);
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    var type = byManifest.get(manifest);
    if (type == null) {
      throw new NotSerializableException(
          "got manifest '" + manifest + "', expected one of " + byManifest.keySet());
    }
    try {
      return type.read(bytes);
    } catch (InvalidProtocolBufferException malformed) {
      throw (NotSerializableException)
          new NotSerializableException(manifest + ": malformed").initCause(malformed);
    }
  }

  private WireType<?, ?> typeOf(Object message) {
    WireType<?, ?> type = byClass.get(message.getClass());
    if (type == null) {
      throw new IllegalArgumentException(
          "got %s, expected one of %s".formatted(message.getClass().getName(), byClass.keySet()));
    }
    return type;
  }
}

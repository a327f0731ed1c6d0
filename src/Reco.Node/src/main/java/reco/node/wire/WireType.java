package reco.node.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.util.function.Function;

/**
 * How one kind of message travels.
 *
 * @param manifest names it on the wire; part of the contract, never given another meaning
 */
record WireType<M, P extends MessageLite>(
    String manifest,
    Class<M> type,
    Parser<P> parser,
    Function<M, P> toWire,
    Function<P, M> fromWire) {

  byte[] write(Object message) {
    return toWire.apply(type.cast(message)).toByteArray();
  }

  M read(byte[] bytes) throws InvalidProtocolBufferException {
    return fromWire.apply(parser.parseFrom(bytes));
  }
}

package reco.gateway.service;

import reco.gateway.problem.Problem;
import reco.protocol.Decoded;

/** From what a codec found to what a caller is told. */
final class Decoding {
  private Decoding() {}

  /** The value; throws the problem where a rule is broken. */
  static <T> T valid(Decoded<T> decoded) {
    return switch (decoded) {
      case Decoded.Valid<T>(T value) -> value;
      case Decoded.Invalid<T>(String field, String value, String expected) ->
          throw Problem.invalid(field, value, expected).asException();
    };
  }
}

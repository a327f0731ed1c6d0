package reco.gateway.problem;

import io.grpc.Status.Code;

/**
 * Why a request is not answered as asked: one row of the API's table of errors, with its status
 * over HTTP and over gRPC. The name is part of the API.
 */
public enum Reason {
  INVALID_FIELD(400, Code.INVALID_ARGUMENT, "A field is not as expected"),
  UNKNOWN_FIELD(400, Code.INVALID_ARGUMENT, "No such field"),
  MALFORMED_BODY(400, Code.INVALID_ARGUMENT, "The body cannot be read"),
  INVALID_CURSOR(400, Code.INVALID_ARGUMENT, "The cursor is not one of this service"),
  CURSOR_EXPIRED(400, Code.INVALID_ARGUMENT, "The cursor has expired"),
  MISSING_KEY(401, Code.UNAUTHENTICATED, "An API key is needed"),
  UNKNOWN_KEY(401, Code.UNAUTHENTICATED, "The API key is not known"),
  MISSING_ROLE(403, Code.PERMISSION_DENIED, "The API key may not do this"),
  UNKNOWN_ITEM(404, Code.NOT_FOUND, "No such item"),
  UNKNOWN_PARAMETER(404, Code.NOT_FOUND, "No such parameter"),
  UNKNOWN_MODEL(404, Code.NOT_FOUND, "No such model or version"),
  NO_TRIAL(404, Code.NOT_FOUND, "No version is in trial"),
  NO_PARITY(404, Code.NOT_FOUND, "No parity report of this version is kept"),
  NO_TRACE(404, Code.NOT_FOUND, "No trace of this request is kept"),
  UNKNOWN_PATH(404, Code.UNIMPLEMENTED, "No such path"),
  WRONG_METHOD(405, Code.UNIMPLEMENTED, "The path does not take this method"),
  REQUEST_TIMEOUT(408, Code.DEADLINE_EXCEEDED, "The request did not arrive in time"),
  BODY_TOO_LARGE(413, Code.RESOURCE_EXHAUSTED, "The body is too large"),
  URI_TOO_LONG(414, Code.INVALID_ARGUMENT, "The request line is too long"),
  WRONG_CONTENT_TYPE(415, Code.INVALID_ARGUMENT, "The content type is not supported"),
  NOT_REPLAYABLE(422, Code.FAILED_PRECONDITION, "The decision cannot be replayed here"),
  MODEL_REFUSED(422, Code.FAILED_PRECONDITION, "The version does not pass the gate"),
  RELEASE_REFUSED(422, Code.FAILED_PRECONDITION, "The release cannot be changed so"),
  HEADERS_TOO_LARGE(431, Code.INVALID_ARGUMENT, "The headers are too large"),
  BAD_REQUEST(400, Code.INVALID_ARGUMENT, "The request cannot be read"),
  OVERLOADED(429, Code.RESOURCE_EXHAUSTED, "Too many requests are in flight"),
  INTERNAL(500, Code.INTERNAL, "An unexpected fault"),
  SHUTTING_DOWN(503, Code.UNAVAILABLE, "This node is shutting down"),
  LOG_UNAVAILABLE(503, Code.UNAVAILABLE, "The log cannot take the write now"),
  DEADLINE_EXCEEDED(504, Code.DEADLINE_EXCEEDED, "The deadline has passed");

  private final int httpStatus;
  private final Code code;
  private final String title;

  Reason(int httpStatus, Code code, String title) {
    this.httpStatus = httpStatus;
    this.code = code;
    this.title = title;
  }

  public int httpStatus() {
    return httpStatus;
  }

  public Code code() {
    return code;
  }

  public String title() {
    return title;
  }
}

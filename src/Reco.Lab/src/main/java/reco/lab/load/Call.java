package reco.lab.load;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;

/** A request built once and sent as often as wanted. */
public record Call(RequestHeaders headers, HttpData body) {

  public static Call get(String path) {
    return new Call(RequestHeaders.of(HttpMethod.GET, path), HttpData.empty());
  }

  public static Call post(String path, String json) {
    return withJson(HttpMethod.POST, path, json);
  }

  public static Call put(String path, String json) {
    return withJson(HttpMethod.PUT, path, json);
  }

  private static Call withJson(HttpMethod method, String path, String json) {
    return new Call(
        RequestHeaders.builder(method, path).contentType(MediaType.JSON).build(),
        HttpData.ofUtf8(json));
  }

  HttpRequest request() {
    return body.isEmpty() ? HttpRequest.of(headers) : HttpRequest.of(headers, body);
  }
}

package reco.lab.load;

import io.netty.handler.codec.http.HttpMethod;

/**
 * A request that can be sent as often as wanted.
 *
 * @param json empty where it has no body
 */
public record Call(HttpMethod method, String path, String json) {

  public static Call get(String path) {
    return new Call(HttpMethod.GET, path, "");
  }

  public static Call post(String path, String json) {
    return new Call(HttpMethod.POST, path, json);
  }

  public static Call put(String path, String json) {
    return new Call(HttpMethod.PUT, path, json);
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}

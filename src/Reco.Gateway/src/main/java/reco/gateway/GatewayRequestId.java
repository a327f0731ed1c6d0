package reco.gateway;

import com.linecorp.armeria.common.RequestId;

/** The one id of a request: in its answer, its decision's record, its problem and the logs. */
record GatewayRequestId(String text) implements RequestId {
  @Override
  public String shortText() {
    return text;
  }
}

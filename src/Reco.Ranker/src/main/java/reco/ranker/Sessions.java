package reco.ranker;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;

/** How models run: in the thread that asks. */
final class Sessions {
  private Sessions() {}

  static SessionOptions options() throws OrtException {
    return options(Device.CPU);
  }

  static SessionOptions options(Device device) throws OrtException {
    var options = new SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    if (device == Device.CUDA) {
      options.addCUDA(0);
    }
    return options;
  }
}

"""The ranker: a multi-task network trained with JAX and exported to ONNX."""

"""An ONNX graph in the making."""

import numpy as np
from onnx import ModelProto, TensorProto, ValueInfoProto, checker, helper, numpy_helper


class Graph:
    """Nodes and constants as they are added; names of inner values carry a slash."""

    def __init__(self) -> None:
        self.nodes = []
        self.constants = []

    def node(self, operator: str, inputs: list[str], name: str, **attributes: object) -> str:
        """Adds a node with one output, whose name is returned."""
        output = f"reco/{name}"
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))
        return output

    def constant(self, name: str, value: object, dtype: type = np.float32) -> str:
        """Adds a constant and returns its name."""
        output = f"reco/{name}"
        array = np.ascontiguousarray(np.asarray(value, dtype))
        self.constants.append(numpy_helper.from_array(array.reshape(np.shape(value)), output))
        return output

    def model(
        self,
        name: str,
        inputs: list[ValueInfoProto],
        outputs: list[ValueInfoProto],
        opsets: dict[str, int],
        ir_version: int,
    ) -> ModelProto:
        """The whole as a model, checked; `opsets` are versions by domain."""
        model = helper.make_model(
            helper.make_graph(self.nodes, name, inputs, outputs, self.constants),
            opset_imports=[helper.make_opsetid(*opset) for opset in opsets.items()],
            ir_version=ir_version,
            producer_name="reco-train",
        )
        checker.check_model(model, full_check=True)
        return model


def floats(name: str, *shape: str | int) -> ValueInfoProto:
    """An input or output of float32."""
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def wholes(name: str, *shape: str | int) -> ValueInfoProto:
    """An input or output of int64."""
    return helper.make_tensor_value_info(name, TensorProto.INT64, shape)

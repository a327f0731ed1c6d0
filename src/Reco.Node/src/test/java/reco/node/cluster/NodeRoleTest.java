package reco.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeRoleTest {
  @Test
  void allStandsForEveryRole() {
    assertThat(roles("all")).containsExactly(NodeRole.values());
  }

  @Test
  void someAreNamedOneByOne() {
    assertThat(roles("ranker, gateway")).containsExactly(NodeRole.GATEWAY, NodeRole.RANKER);
  }

  @Test
  void anUnknownOneIsRefusedWithWhatThereIs() {
    assertThatThrownBy(() -> roles("gateway, indexer"))
        .hasMessage(
            "reco.node.roles: got indexer, expected some of gateway, node, streams, ranker, or all");
    assertThatThrownBy(() -> roles("")).hasMessageContaining("got none");
  }

  private static Set<NodeRole> roles(String names) {
    return NodeRole.of(ConfigFactory.parseString("reco.node.roles = [" + names + "]"));
  }
}

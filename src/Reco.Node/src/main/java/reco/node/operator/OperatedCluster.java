package reco.node.operator;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import reco.admin.v1.ClusterView;
import reco.admin.v1.MemberRow;
import reco.admin.v1.NodeAnswer;
import reco.internal.v1.AskNode;

/** The cluster as this node sees it, and the way to all of its nodes. */
public final class OperatedCluster implements ClusterOperations {
  private static final Duration BUDGET = OperatorActor.BUDGET.plusMillis(500);

  private final ActorSystem<?> system;
  private final Cluster cluster;

  public OperatedCluster(ActorSystem<?> system) {
    this.system = system;
    this.cluster = Cluster.get(system);
  }

  @Override
  public ClusterView view() {
    var state = cluster.state();
    var view = ClusterView.newBuilder().setSelf(name(cluster.selfMember().address()));
    Optional.ofNullable(state.getLeader()).ifPresent(leader -> view.setLeader(name(leader)));
    List<Member> members =
        StreamSupport.stream(state.getMembers().spliterator(), false)
            .sorted(Comparator.comparing(member -> name(member.address())))
            .toList();
    Optional<Member> oldest =
        members.stream().reduce((one, other) -> one.isOlderThan(other) ? one : other);
    members.forEach(member ->
        view.addMembers(
            MemberRow.newBuilder()
                .setNode(name(member.address()))
                .setStatus(member.status().toString().toLowerCase(Locale.ROOT))
                .addAllRoles(
                    member.getRoles().stream().filter(OperatedCluster::isRole).sorted().toList())
                .setReachable(!state.getUnreachable().contains(member))
                .setOldest(oldest.filter(member::equals).isPresent())));
    return view.build();
  }

  /** Pekko adds the data centre, of which there is one. */
  private static boolean isRole(String role) {
    return !role.startsWith("dc-");
  }

  @Override
  public CompletionStage<List<NodeAnswer>> ask(AskNode request, Collection<String> nodes) {
    return operators()
        .thenCompose(known -> {
          var answers =
              (nodes.isEmpty() ? members() : nodes)
                  .stream()
                      .sorted()
                      .distinct()
                      .map(node -> ask(request, node, Optional.ofNullable(known.get(node))))
                      .toList();
          return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
              .thenApply(_ -> answers.stream().map(CompletableFuture::join).toList());
        });
  }

  private List<String> members() {
    return view().getMembersList().stream().map(MemberRow::getNode).toList();
  }

  private CompletableFuture<NodeAnswer> ask(
      AskNode request, String node, Optional<ActorRef<OperatorActor.Command>> operator) {
    if (operator.isEmpty()) {
      return CompletableFuture.completedFuture(
          Failures.answer(node, new IllegalStateException("not a member that answers")));
    }
    return AskPattern.<OperatorActor.Command, OperatorActor.Answer>ask(
            operator.get(),
            replyTo -> new OperatorActor.Ask(request, replyTo),
            BUDGET,
            system.scheduler())
        .thenApply(OperatorActor.Answer::answer)
        .exceptionally(failure -> Failures.answer(node, failure))
        .toCompletableFuture();
  }

  private CompletionStage<Map<String, ActorRef<OperatorActor.Command>>> operators() {
    return AskPattern.<Receptionist.Command, Receptionist.Listing>ask(
            system.receptionist(),
            replyTo -> Receptionist.find(OperatorActor.SERVICE, replyTo),
            BUDGET,
            system.scheduler())
        .thenApply(listing -> {
          Map<String, ActorRef<OperatorActor.Command>> byNode = new TreeMap<>();
          listing
              .getAllServiceInstances(OperatorActor.SERVICE)
              .forEach(operator -> byNode.put(nodeOf(operator), operator));
          return byNode;
        });
  }

  private String nodeOf(ActorRef<?> operator) {
    Address address = operator.path().address();
    return name(address.host().isDefined() ? address : cluster.selfMember().address());
  }

  @Override
  public void down(String node) {
    cluster
        .state()
        .getMembers()
        .forEach(member -> {
          if (name(member.address()).equals(node)) {
            cluster.manager().tell(new Down(member.address()));
          }
        });
  }

  private static String name(Address address) {
    return "%s:%s".formatted(address.host().get(), address.port().get());
  }
}
